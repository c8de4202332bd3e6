"""The texts the firm uses again."""

from collections.abc import Iterable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kompass import prose
from kompass.domain.errors import Invalid, Problem
from kompass.domain.permissions import Permission
from kompass.domain.texts import TextBlock
from kompass.services import text_blocks
from kompass.services.text_blocks import BlockConflict, BlockProposal
from kompass.web import session
from kompass.web.forms.texts import as_version
from kompass.web.guards import needs
from kompass.web.messages import problem_text, sentence
from kompass.web.writing import saved_line, when, who

pages = Blueprint("text_blocks", __name__, url_prefix="/tekstblokker")

Errors = list[tuple[str, str]]


@pages.get("")
@needs(Permission.TEXT_BLOCKS)
def index() -> ResponseReturnValue:
    return _index(BlockProposal("", ""), ())


@pages.post("")
@needs(Permission.TEXT_BLOCKS)
def add() -> ResponseReturnValue:
    typed = BlockProposal(request.form.get("title", ""), request.form.get("text", ""))
    try:
        block_id = text_blocks.add(*who(), typed)
    except Invalid as error:
        return _index(typed, error.problems), 422
    return redirect(url_for("text_blocks.index", _anchor=f"block-{block_id}"), 303)


@pages.get("/<int:block_id>")
@needs(Permission.TEXT_BLOCKS)
def show(block_id: int) -> ResponseReturnValue:
    block = text_blocks.block(session.database(), session.actor(), block_id)
    return _block(block, BlockProposal(block.title, block.text, block.version), [])


@pages.post("/<int:block_id>")
@needs(Permission.TEXT_BLOCKS)
def change(block_id: int) -> ResponseReturnValue:
    language = session.current_language()
    block = text_blocks.block(session.database(), session.actor(), block_id)
    typed = BlockProposal(request.form.get("title", ""), request.form.get("text", ""), block.version)
    try:
        seen = as_version(request.form.get("version", ""), "text")
        outcome = text_blocks.change(*who(), block_id, BlockProposal(typed.title, typed.text, seen))
    except Invalid as error:
        return _block(block, typed, [(one.subject, problem_text(one, language)) for one in error.problems]), 422
    if isinstance(outcome, BlockConflict):
        current = outcome.current
        message = sentence("text_saved_meanwhile", when(current.saved_at, current.saved_by), language)
        typed = BlockProposal(typed.title, typed.text, current.version)
        return _block(current, typed, [("text", message)], is_stale=True), 409
    return redirect(url_for("text_blocks.index", _anchor=f"block-{block_id}"), 303)


@pages.post("/<int:block_id>/fjern")
@needs(Permission.TEXT_BLOCKS)
def remove(block_id: int) -> ResponseReturnValue:
    text_blocks.remove(*who(), block_id, as_version(request.form.get("version", ""), "text"))
    return redirect(url_for("text_blocks.index"), 303)


def _index(typed: BlockProposal, problems: Iterable[Problem]) -> str:
    language = session.current_language()
    found = text_blocks.listed(session.database(), session.actor())
    return render_template(
        "pages/text_blocks/index.html",
        blocks=[(block, prose.html(block.text), saved_line(block.saved_at, block.saved_by)) for block in found],
        typed=typed,
        problems=[(one.subject, problem_text(one, language)) for one in problems],
    )


def _block(block: TextBlock, typed: BlockProposal, problems: Errors, *, is_stale: bool = False) -> str:
    return render_template(
        "pages/text_blocks/show.html", block=block, typed=typed, problems=problems, is_stale=is_stale
    )
