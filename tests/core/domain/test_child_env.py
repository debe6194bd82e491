from __future__ import annotations

from core.domain.child_env import child_environment


def test_a_packaged_program_gives_its_children_the_users_library_path() -> None:
    own = {"LD_LIBRARY_PATH": "/opt/bundle", "LD_LIBRARY_PATH_ORIG": "/usr/local/lib", "HOME": "/home/caja"}
    assert child_environment(own, frozen=True) == {"LD_LIBRARY_PATH": "/usr/local/lib", "HOME": "/home/caja"}


def test_without_an_original_the_bundles_library_path_is_taken_away() -> None:
    assert child_environment({"LD_LIBRARY_PATH": "/opt/bundle", "A": "1"}, frozen=True) == {"A": "1"}


def test_from_source_the_environment_passes_as_it_is() -> None:
    assert child_environment({"LD_LIBRARY_PATH": "/x"}, frozen=False) == {"LD_LIBRARY_PATH": "/x"}
