"""Ask first: whether to fetch from the web, and what a dropped folder is meant for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from photosearch.core.errors import UserError
from photosearch.core.photo import Root
from photosearch.core.web_address import WebAddress, parse
from photosearch.gui import wording
from photosearch.gui.context import AppContext
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.notices import Notice
from photosearch.gui.query.search_session import SearchSession
from photosearch.gui.query_input.image_loader import MAX_IMAGES, LoadedInput
from photosearch.gui.query_input.mime_reader import DropPayload
from photosearch.gui.query_input.web_fetch import FetchedImages, fetch_images
from photosearch.gui.runtime.background import Policy
from photosearch.gui.translation import tr
from photosearch.gui.widgets.question_bar import Question, QuestionBar, QuestionChoice

MEGABYTE = 1024 * 1024
_LISTED_SITES = 2


class ImportPrompt(QObject):
    """Ask about input that the session could not resolve, and hand the answer back to it.

    Put `bar` into the window. Settings: web_pictures, web_max_megabytes.

    Signals:
        folders_wanted(list of Path): add them to the library.
    """

    folders_wanted = Signal(object)

    def __init__(self, context: AppContext, session: SearchSession) -> None:
        super().__init__(context)
        self._context = context
        self._session = session
        self._adds = False
        self._addresses: list[WebAddress] = []
        self._folders: list[Path] = []
        self.bar = QuestionBar(context.window)
        self._fetches = context.background.derive(context.threads.web, Policy.LATEST)
        session.unresolved_input.connect(self.prompt)
        session.started.connect(self._on_started)
        context.library_changed.connect(self._on_library_changed)
        self.bar.chosen.connect(self._on_chosen)
        self.bar.cancelled.connect(self._fetches.discard)

    def prompt(self, loaded: LoadedInput, adds: bool) -> None:
        """Ask about folders and addresses; `adds`: images are to join the query."""
        if self._context.library is None:
            return
        self._fetches.discard()
        self._adds = adds
        if loaded.folders:
            self._folders = loaded.folders
            self._context.background.run(self._context.library.roots, self._ask_about_folders)
        else:
            self._prompt_addresses(loaded.addresses)

    # Folders

    def _ask_about_folders(self, roots: Sequence[Root]) -> None:
        folders = self._folders
        if not folders:
            return  # something else came meanwhile
        if not roots:
            # Of an empty library there is only one thing that can be wanted.
            self.folders_wanted.emit(folders)
            return
        if len(folders) == 1:
            text = tr("“{name}” is a folder. Add it to the library, or search by what is in it?")
            text = text.format(name=wording.shown_name(folders[0]) or folders[0])
        else:
            text = tr("These are %Ln folders. Add them, or search by what is in them?", "",
                      len(folders))  # fmt: skip
        choices = (
            QuestionChoice(
                "add", tr("&Add to the library"), tr("Index its photos; they stay there.")
            ),
            QuestionChoice(
                "search",
                tr("&Search by its pictures"),
                tr("Find photos like the first {count} pictures in it.").format(count=MAX_IMAGES),
            ),
            QuestionChoice("nothing", tr("&Neither"), tr("Do nothing with it.")),
        )
        detail = " · ".join(wording.shown_path(folder) for folder in folders)
        self.bar.ask(Question(text, choices, detail))

    # Addresses

    def _prompt_addresses(self, texts: Sequence[str]) -> None:
        addresses: list[WebAddress] = []
        failure: UserError | None = None
        for text in texts:
            try:
                addresses.append(parse(text))
            except UserError as error:
                failure = error
        self._addresses = addresses
        setting = self._context.preferences.now.web_pictures
        if not addresses:
            if failure is not None:
                self._session.show_error(failure)
        elif setting == "never":
            self._tell_never()
        elif setting == "always":
            self._start_fetch()
        else:
            self._ask_to_fetch()

    def _ask_to_fetch(self) -> None:
        addresses = self._addresses
        if len(addresses) == 1:
            text = tr("Fetch the picture from {site}?").format(site=self._sites())
        else:
            text = tr("Fetch %Ln picture(s) from {site}?", "", len(addresses))
            text = text.format(site=self._sites())
        choices = (
            QuestionChoice(
                "fetch",
                tr("&Fetch"),
                tr("This once. The site learns that somebody asked for it, and nothing else."),
            ),
            QuestionChoice(
                "always", tr("&Always"), tr("From any site from now on, without asking.")
            ),
            QuestionChoice(
                "never", tr("Ne&ver"), tr("Do not ask again. The settings can change that.")
            ),
            QuestionChoice("nothing", tr("&Not now"), tr("Do not fetch it.")),
        )
        detail = " · ".join(str(address) for address in addresses)
        self.bar.ask(Question(text, choices, detail))

    def _tell_never(self) -> None:
        self._session.show_notice(
            Notice(
                tr("Pictures are not fetched from the web, as you chose."),
                tr("Copy the picture in the browser (“Copy image”) and paste it here."),
                is_error=False,
                action=tr("Ask me again"),
                do=self._ask_again,
            )
        )

    def _ask_again(self) -> None:
        self._context.preferences.change(web_pictures="ask")
        if self._addresses:
            self._ask_to_fetch()

    def _start_fetch(self) -> None:
        library = self._context.library
        if library is None:
            return
        text = tr("Fetching from {site}…").format(site=self._sites())
        self.bar.show_work(text, " · ".join(str(address) for address in self._addresses))
        limit = self._context.preferences.now.web_max_megabytes * MEGABYTE
        web, addresses = library.web, self._addresses
        self._fetches.run_job(
            lambda job: fetch_images(web, addresses, limit, job),
            self._on_fetched,
            self._on_failed,
            on_progress=self._show_progress,
        )

    def _show_progress(self, progress: tuple[int, int | None]) -> None:
        self.bar.show_progress(*progress)

    def _on_fetched(self, fetched: FetchedImages) -> None:
        self.bar.end()
        self._session.load(DropPayload(encoded=fetched.images), add=self._adds)
        if fetched.error is not None:
            self._session.show_error(fetched.error)

    def _on_failed(self, error: UserError) -> None:
        self.bar.end()
        self._session.show_error(error)

    def _sites(self) -> str:
        sites = list(dict.fromkeys(address.site for address in self._addresses))
        more = ["…"] if len(sites) > _LISTED_SITES else []
        return ", ".join(sites[:_LISTED_SITES] + more)

    def _on_started(self) -> None:
        """End it: who gives another query meanwhile has gone on to something else."""
        self._fetches.discard()
        self._folders = []
        self.bar.end()

    def _on_chosen(self, key: str) -> None:
        if key in {"always", "never"}:
            self._context.preferences.change(web_pictures=key)
        if key in {"fetch", "always"}:
            self._start_fetch()
        elif key == "never":
            self._tell_never()
        elif key == "add":
            self.folders_wanted.emit(self._folders)
        elif key == "search":
            self._session.load(DropPayload(inside=tuple(self._folders)), add=self._adds)

    def _on_library_changed(self, _library: LibraryPort | None) -> None:
        self._fetches.discard()
        self._addresses, self._folders = [], []
        self.bar.end()
