"""A stored receipt document to the bytes of one copy, bar code, signed code and fiscal QR included."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Final

from app.security.signing import KeySigner
from core.domain.documents import CompletedSale
from core.domain.receipt.build import build_sale_receipt
from core.domain.receipt.document import Cut, Qr, ReceiptDocument
from core.domain.receipt.text import render_text
from core.domain.receipt.words_es import SPANISH
from core.domain.receipt_code import seal
from core.domain.receipt_facts import code_of
from core.domain.sale import Sale
from core.ports.printing import PrintJob, PrintJobState, PrintKind
from hardware.printer.encoder import render_job
from hardware.printer.profile import load_profile
from tests.benchmarks.catalogue import product, rows
from tests.benchmarks.harness import BenchContext, Result, interleaved, quantile
from tests.benchmarks.tills import SHOP

ROUNDS: Final = 500
PROFILE: Final = "epson-tm-t20iii"
_QR: Final = "https://dgi-fep.mef.gob.pa/Consultas/FacturasPorCUFE?chFE=FE01" + "0123456789" * 6


def run(context: BenchContext) -> Iterator[Result]:
    """CPU time: the encoder does no I/O."""
    del context
    profile = load_profile(PROFILE)
    for lines, counts in ((10, True), (100, False)):
        document = receipt(lines)
        job = PrintJob(
            "job", PrintKind.RECEIPT, "receipt", PrintJobState.QUEUED, 0, document=document.to_json()
        )
        ours, plain = partial(render_job, job, profile, SPANISH), partial(_plain, document)
        samples = interleaved({"ours": _once(ours), "plain": _once(plain)}, ROUNDS, time.thread_time)
        value, limit = quantile(samples["ours"], 0.5), quantile(samples["plain"], 0.5)
        around = {"limit_is": "the laid-out text in code page 858"}
        target = "value<=2" if counts else None
        yield Result(f"receipt.encode_{lines}_lines.p50", value, "ms", limit, target, ROUNDS, around)
        size = len(ours())
        yield Result(f"receipt.bytes_{lines}_lines", size, "B", target="value<=1300" if counts else None, n=1)


def receipt(lines: int) -> ReceiptDocument:
    """The receipt of a sale of seeded goods, with its signed code and the QR code of a fiscal adapter."""
    sale, at, signer = _sale(lines), datetime(2026, 11, 24, 10, 15, tzinfo=UTC), KeySigner(bytes(range(32)))
    document = build_sale_receipt(
        sale,
        SHOP,
        "Caja 01",
        "Ana Morales",
        at,
        "DE5D FA9A",
        seal(code_of(sale, at), signer.key_id, signer.sign),
        demo=False,
        words=SPANISH,
    )
    *blocks, cut = document.blocks
    assert isinstance(cut, Cut)
    return ReceiptDocument((*blocks, Qr(_QR), cut))


def _sale(lines: int) -> CompletedSale:
    sale = Sale("0198f0c0-0000-7000-8000-000000000001")
    for row in islice(rows(10_000), lines):
        sale.add(product(row))
    sale.tender("cash", sale.total + 1)
    return sale.finish("0001", 1, drawer=2)


def _once(call: Callable[[], object]) -> Callable[[int], object]:
    def run_(number: int) -> object:
        del number
        return call()

    return run_


def _plain(document: ReceiptDocument) -> bytes:
    return render_text(document, 48).encode("cp858", "replace")
