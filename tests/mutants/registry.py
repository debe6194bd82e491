"""All mutants, in the order of faults.md section 6; those from M51 on are our own."""

from __future__ import annotations

from typing import Final

from tests.mutants.mutant import Mutant
from tests.mutants.of_the_centre import INGEST
from tests.mutants.of_the_rest import PULL, SECURITY
from tests.mutants.of_the_store import JOURNALS, STORE
from tests.mutants.of_the_upload import UPLOAD

MUTANTS: Final[tuple[Mutant, ...]] = (*STORE, *JOURNALS, *UPLOAD, *INGEST, *PULL, *SECURITY)
