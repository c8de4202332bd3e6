import pickle

import pytest

from kompass.domain.errors import Invalid, KompassError, NotPossibleNow, Problem


@pytest.mark.parametrize(
    "error",
    [
        NotPossibleNow("edition_changed", edition="1"),
        Invalid((Problem("level_off_scale", "level"),)),
        KompassError(),
    ],
)
def test_errors_survive_the_way_between_processes(error: KompassError) -> None:
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert (type(back), back.code, back.values, str(back)) == (
        type(error),
        error.code,
        error.values,
        str(error),
    )
