import pytest
from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from kompass.domain.errors import Invalid
from kompass.domain.permissions import Role
from kompass.services import accounts
from kompass.services.installation import Installation
from kompass.storage import accounts as stored

PASSWORD = "et langt nok passord"


@pytest.fixture
def added(at: Installation, session: Session) -> None:
    accounts.add(at, session, email="Kari@Prøve.no", name="Kari", role=Role.ASSESSOR, password=PASSWORD)


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize(
    ("email", "password", "works"),
    [
        ("kari@prøve.no", PASSWORD, True),
        ("KARI@PRØVE.NO ", PASSWORD, True),
        ("kari@prøve.no", PASSWORD + " ", False),
        ("kari@prøve.no", "", False),
        ("kari@prøve.no", "x" * 1_000_000, False),
        ("ola@prøve.no", PASSWORD, False),
    ],
)
def test_sign_in(session: Session, email: str, password: str, works: bool) -> None:
    assert (accounts.sign_in(session, email, password) is not None) is works


@pytest.mark.usefixtures("added")
def test_password_is_kept_as_argon2id_only(session: Session) -> None:
    found = stored.actor_and_hash(session, "kari@prøve.no")

    assert found is not None
    assert found[1].startswith("$argon2id$")


def test_every_fault_of_a_new_account_is_listed(at: Installation, session: Session) -> None:
    with pytest.raises(Invalid) as error:
        accounts.add(at, session, email="kari", name=" ", role=Role.READER, password="kort")

    assert [p.code for p in error.value.problems] == ["email_invalid", "name_missing", "password_length"]


@pytest.mark.usefixtures("added")
def test_address_can_be_used_once(at: Installation, session: Session) -> None:
    with pytest.raises(Invalid) as error:
        accounts.add(at, session, email="kari@prøve.no", name="En til", role=Role.READER, password=PASSWORD)

    assert error.value.problems[0].code == "email_taken"


@pytest.mark.usefixtures("added")
def test_new_password_replaces_the_old(at: Installation, session: Session) -> None:
    password = accounts.reset_password(at, session, "kari@prøve.no")

    assert accounts.sign_in(session, "kari@prøve.no", PASSWORD) is None
    assert accounts.sign_in(session, "kari@prøve.no", password) is not None


@pytest.mark.usefixtures("added")
def test_hash_is_renewed_when_hashing_has_become_dearer(session: Session) -> None:
    found = stored.actor_and_hash(session, "kari@prøve.no")
    assert found is not None
    cheap = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    stored.set_password_hash(session, found[0].id, cheap)
    session.commit()

    assert accounts.sign_in(session, "kari@prøve.no", PASSWORD) is not None

    renewed = stored.actor_and_hash(session, "kari@prøve.no")
    assert renewed is not None
    assert renewed[1] != cheap
