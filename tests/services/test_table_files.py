"""Files of tables where there is a group to stand in, and where every figure is invented."""

import csv
import io

import pytest

from kompass.domain.permissions import Permission
from kompass.services import demonstration, evaluations
from kompass.services.access import open_to
from kompass.services.comparison import comparison_group
from kompass.services.installation import Installation
from kompass.services.table_files import result_file


def test_areas_stand_beside_the_group_and_say_that_they_are_invented(exhibition: Installation) -> None:
    with exhibition.session() as session:
        actor, evaluation_id = demonstration.sample_evaluation(session)
        found = evaluations.scored(exhibition, session, actor, evaluation_id, "en")
        group = comparison_group(session, actor, found, "Others")
        document = result_file(exhibition, session, actor, evaluation_id, "en", "omrader.csv")
    rows = list(csv.reader(io.StringIO(document.content.decode("utf-8-sig"))))

    assert group is not None
    for area, row in zip(found.framework.areas, rows[1:], strict=False):
        spread = group.spreads[area.id]
        assert float(row[-5]) == pytest.approx(float(spread.lower), abs=0.051)
        assert float(row[-3]) == pytest.approx(float(spread.upper), abs=0.051)
    assert "all the figures are made up" in document.content.decode("utf-8-sig")


def test_nothing_is_open_to_nobody(exhibition: Installation) -> None:
    with exhibition.session() as session:
        actor, evaluation_id = demonstration.sample_evaluation(session)
        evaluation = evaluations.scored(exhibition, session, actor, evaluation_id, "nb").evaluation

        assert open_to(session, None, evaluation) == frozenset()
        assert Permission.SCORES_READ in open_to(session, actor, evaluation)
