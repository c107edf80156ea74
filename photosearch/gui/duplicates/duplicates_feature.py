"""Put the page with duplicates into the window, and keep it in step with the library."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from photosearch.core.duplicates import DuplicateGroup, GroupOrder
from photosearch.core.errors import UserError
from photosearch.core.filters import Filters
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.gui import wording
from photosearch.gui.actions import Command, Needs
from photosearch.gui.context import AppContext, Cover
from photosearch.gui.duplicates.choice_planner import ChoicePlanner
from photosearch.gui.duplicates.clean_feature import CleanFeature
from photosearch.gui.duplicates.compare.compare_feature import CompareFeature
from photosearch.gui.duplicates.comparison_feature import ComparisonFeature
from photosearch.gui.duplicates.group_decisions import GroupDecisions
from photosearch.gui.duplicates.group_list import GroupList, index_groups
from photosearch.gui.duplicates.group_listing import GroupListing, Listing
from photosearch.gui.duplicates.group_menu import group_menu
from photosearch.gui.duplicates.kind_tabs import TABS, kinds_of, tab_with
from photosearch.gui.duplicates.page import DuplicatesPage
from photosearch.gui.duplicates.page_message import PageAction, PageState
from photosearch.gui.duplicates.rules_feature import RulesFeature
from photosearch.gui.file_ops.file_ops_feature import FileOperationsFeature
from photosearch.gui.grid.loader import ThumbnailLoader
from photosearch.gui.indexing.index_controller import IndexController
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.photo_area import PhotoArea
from photosearch.gui.translation import tr
from photosearch.gui.viewer.viewer_feature import ViewerFeature
from photosearch.gui.widgets.buttons import tool_button
from photosearch.gui.window_state import WindowMemory

_PLACE_MS = 1000
"""After so long at a group it is remembered as the place where one was."""


class DuplicatesFeature(QObject):
    """Show groups beside the library, compare in the background, and carry out what is decided.

    Signals:
        shown_changed(bool): the page is in front from now on, or the library again.
        front_wanted(): one of them is to be seen, whatever lies over it.
        filters_cleared(): the user wants no filters.
        folder_wanted(): the user wants to add a folder.
    """

    shown_changed = Signal(bool)
    front_wanted = Signal()
    filters_cleared = Signal()
    folder_wanted = Signal()

    def __init__(
        self,
        context: AppContext,
        loader: ThumbnailLoader,
        file_ops: FileOperationsFeature,
        indexing: IndexController,
        viewer: ViewerFeature,
    ) -> None:
        super().__init__(context)
        self._context = context
        self._viewer = viewer
        self._file_ops = file_ops
        self._say = file_ops.status_message.say
        self._state = PageState()
        self._shown = False
        self._reopens = False
        """The page was in front at the end of the last time."""
        self._sought = -1
        """A photo whose group is to be shown as soon as it is listed, -1 for none."""
        self._place = ""
        """The group that is gone to when the list is first seen."""
        self.groups = GroupList(self)
        self.page = DuplicatesPage(self.groups, loader)
        self._stack = QStackedWidget()
        self._photo_area: PhotoArea | None = None
        self.button = tool_button("", kind="plain")
        """Opens and closes the page, with the count; for the bar above."""
        self.listing = GroupListing(context, self)
        self.planner = ChoicePlanner(
            self.groups, context.background.derive(context.threads.duplicates)
        )
        self.comparison = ComparisonFeature(context, indexing, self.page.strip)
        self._decisions = GroupDecisions(context, self.groups, self.planner, file_ops.history)
        self._rules = RulesFeature(context, self.planner, self.page.rules)
        self.cleaning = CleanFeature(context, self.groups, self.planner, file_ops)
        self.comparing = CompareFeature(context, self.page.view, viewer.loader)
        self._place_soon = QTimer(self, singleShot=True, interval=_PLACE_MS)
        self._place_soon.timeout.connect(self._save_place)
        self._add_commands()
        self._connect()
        self._show_wanted()

    def _add_commands(self) -> None:
        add = self._context.actions.add
        self._toggle = add(
            Command(
                "duplicates",
                tr("D&uplicates"),
                self.show_page,
                ("Ctrl+Shift+D",),
                menu="view",
                section=3,
                checkable=True,
                help=tr("Copies, edits, bursts and pairs of your photos, to be cleaned up"),
            )
        )
        self.button.setDefaultAction(self._toggle)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        add(
            Command(
                "copies_of",
                tr("C&opies of this"),
                self.show_copies,
                ("Ctrl+Shift+J",),
                menu="photo",
                section=0,
                needs=Needs.PHOTOS,
                context=True,
                help=tr("Files that show the same shot as this photo"),
            )
        )

    def _connect(self) -> None:
        context, page, view = self._context, self.page, self.page.view
        context.library_changed.connect(self._set_library)
        self.listing.listed.connect(self._show_listing)
        self.listing.failed.connect(self._on_failed)
        self.comparison.state_changed.connect(self._show_state)
        self.comparison.ended.connect(self.listing.refresh)
        page.tabs.tab_chosen.connect(self.show_tab)
        page.rules.order_chosen.connect(self._choose_order)
        page.rules.level_chosen.connect(self._choose_level)
        page.cleaning.clean_wanted.connect(self.cleaning.open)
        page.leave_wanted.connect(self.leave)
        page.rules.ignored_wanted.connect(self._decisions.show_ignored)
        page.action_wanted.connect(self._run_action)
        view.in_sight.connect(self.planner.want)
        view.current_changed.connect(self._on_current_changed)
        view.mark_wanted.connect(self._decisions.mark)
        view.confirmed.connect(self._confirm)
        view.keep_all_wanted.connect(self._decisions.keep_all)
        view.not_a_match_wanted.connect(self._decisions.not_a_match)
        view.view_wanted.connect(self._viewer.open)
        view.menu_wanted.connect(self._show_menu)
        self.planner.total_changed.connect(self._show_total)
        self._decisions.decided.connect(self.listing.refresh)
        self._decisions.told.connect(self._say)
        self.cleaning.cleaned.connect(self._on_cleaned)
        self._file_ops.photos_back.connect(self._on_photos_back)
        self._viewer.viewer.closed.connect(self._on_viewer_closed)

    # What others may ask for

    @property
    def shown(self) -> bool:
        """Tell whether the page is in front."""
        return self._shown

    def in_place_of(self, photo_area: PhotoArea) -> QWidget:
        """Return a widget that shows the page or the photos, whichever is in front."""
        self._photo_area = photo_area
        self._stack.addWidget(photo_area)
        self._stack.addWidget(self.page)
        return self._stack

    @property
    def cover(self) -> Cover:
        """Return what the page is about: the file where the keyboard is, and its group."""
        view = self.page.view
        return Cover(
            lambda: self._shown,
            lambda: view.current_id,
            lambda: () if view.current_group is None else view.current_group.photo_ids,
            self._take_keyboard,
        )

    def _take_keyboard(self) -> None:
        if self.comparing.compare.is_open:
            self.comparing.compare.take_keyboard()
        else:
            self.page.take_keyboard()

    def remember(self, memory: WindowMemory) -> None:
        """Let tab, order and place be at the next start as they are at the end of this one."""
        memory.add("duplicates", self._memory, self._restore)

    def set_filters(self, filters: Filters) -> None:
        """Show groups of which a photo passes these from now on."""
        self.listing.want(filters=filters)

    def show_page(self, shown: bool = True) -> None:
        """Let the page come to the front, or the library."""
        shown = shown and self._context.library is not None
        self._toggle.setChecked(shown)
        self.front_wanted.emit()
        if self._viewer.is_open:
            self._viewer.viewer.close_viewer()  # it lies over all that is to be seen
        if shown == self._shown:
            return
        self._shown = shown
        if self._photo_area is not None:
            self._stack.setCurrentWidget(self.page if shown else self._photo_area)
        self.listing.shown = self.groups.groups if shown else None
        if shown:
            self.listing.refresh()
        self._on_current_changed()
        self._context.take_keyboard()
        self.shown_changed.emit(shown)

    def leave(self) -> None:
        """Go back to the library."""
        self.show_page(False)

    def show_tab(self, tab: str, level: SimilarityLevel | None = None) -> None:
        """Show the groups of a tab, see TABS, that are at least so sure."""
        level = self.listing.wanted.min_level if level is None else level
        self.listing.want(kinds=kinds_of(tab), finished=tab == "decided", min_level=level)
        self._show_wanted(tab)

    def show_copies(self) -> None:
        """Show the group of the photo where the keyboard is."""
        library, photo_id = self._context.library, self._context.current_id()
        if library is None or photo_id is None:
            return
        duplicates = library.duplicates

        def show(group: DuplicateGroup | None) -> None:
            if group is None:
                self._context.notices.show_message(
                    tr("No copies of this photo were found so far.")
                    if self._state.pending
                    else tr("There are no copies of this photo.")
                )
                return
            self._sought = photo_id
            self.show_page()
            self.show_tab(
                tab_with(group, photo_id), max(self.listing.wanted.min_level, group.level)
            )

        self._context.background.run(lambda: duplicates.group_of(photo_id), show)

    # What is shown

    def _show_listing(self, listing: Listing) -> None:
        status, wanted = listing.status, listing.wanted
        if listing.fresh:
            self.groups.marks = dict(listing.marks)
            self._place = listing.place
        if listing.groups is not None and self._shown:
            self.groups.set_groups(listing.groups)
            self.listing.shown = self.groups.groups
        if self._shown and wanted == self.listing.wanted:
            self._go_to_place()
        copies = status.copies.groups
        if self._photo_area is not None:
            self._photo_area.set_copies(listing.copies)
        title = self._context.actions.command("duplicates").title
        self._toggle.setIconText(f"{title} {wording.number(copies)}" if copies else title)
        self.page.tabs.show_counts(status)
        self._state = replace(
            self._state,
            asked=self._state.asked or listing.asked,
            failure=None,
            photos=status.total,
            pending=status.pending,
            groups=len(self.groups),
            undecided=sum(each.groups for each in status.counts.values()),
            one_kind=len(wanted.kinds) == 1,
            filtered=not wanted.filters.empty,
            surely=wanted.min_level is SimilarityLevel.SURELY,
            decided=wanted.finished,
        )
        self.comparison.show_pending(status.pending)
        self._show_state()

    def _go_to_place(self) -> None:
        """Go to the photo that was asked for, or where one was the last time."""
        view, sought, place = self.page.view, self._sought, self._place
        row = self.groups.row_with(sought) if sought >= 0 else self.groups.row_of(place)
        if row >= 0:
            ids = self.groups.groups[row].photo_ids
            view.set_current(row, ids.index(sought) if sought in ids else 0)
        if len(self.groups):
            self._sought, self._place = -1, ""

    def _on_failed(self, error: UserError) -> None:
        self._state = replace(self._state, failure=error, asked=True)
        self._show_state()

    def _show_state(self) -> None:
        self._state = replace(self._state, comparing=self.comparison.comparing)
        self.page.show_state(self._state)

    def _show_total(self) -> None:
        self.page.cleaning.show_total(self.planner.total)

    def _show_wanted(self, tab: str = "") -> None:
        page, wanted = self.page, self.listing.wanted
        page.tabs.set_tab(tab or page.tabs.tab)
        page.rules.show_order(wanted.order)
        page.rules.show_level(wanted.min_level)

    # What the user wants

    def _choose_order(self, order: GroupOrder) -> None:
        self.listing.want(order=order)

    def _choose_level(self, level: SimilarityLevel) -> None:
        self.listing.want(min_level=level)

    def _confirm(self, row: int) -> None:
        if not self._decisions.confirm(row):
            self._say(tr("It is still being worked out which file of the group stays."))
            return
        if row + 1 < len(self.groups):
            self.page.view.go_to_next()
        else:
            self._say(tr("That was the last group."))

    def _run_action(self, action: PageAction) -> None:
        if action is PageAction.LEAVE:
            self.leave()
        elif action is PageAction.ADD_FOLDER:
            self.folder_wanted.emit()
        elif action is PageAction.CLEAR_FILTERS:
            self.filters_cleared.emit()
        elif action is PageAction.COMPARE:
            self.comparison.start(wanted=True)
        elif action is PageAction.PROBABLE:
            self.show_tab(self.page.tabs.tab, SimilarityLevel.PROBABLY)
        elif action in {PageAction.ALL_KINDS, PageAction.DECIDED}:
            self.show_tab("decided" if action is PageAction.DECIDED else "copies")
        else:
            self.listing.refresh()

    def _show_menu(self, position: QPoint) -> None:
        menu = group_menu(self._context, self.page.view)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(position)

    # What others tell

    def _set_library(self, library: LibraryPort | None) -> None:
        self._place_soon.stop()
        self._state = PageState()
        self._sought, self._place = -1, ""
        self.groups.marks = {}
        self.groups.set_groups(index_groups((), self.groups.groups))
        if self._photo_area is not None:
            self._photo_area.set_copies(frozenset())
        self.listing.shown = self.groups.groups if self._shown else None
        self.comparison.set_library(library)
        self.planner.set_library(library)
        self.listing.set_library(library)
        self.show_page(library is not None and (self._shown or self._reopens))
        self._reopens = self._reopens and library is None

    def _on_cleaned(self, freed: int) -> None:
        self._state = replace(self._state, freed=self._state.freed + freed)
        self.listing.refresh()

    def _on_photos_back(self) -> None:
        self._state = replace(self._state, freed=0)
        self.listing.refresh()

    def _on_current_changed(self) -> None:
        """Let commands mean the file where the keyboard is."""
        self._context.tell_chosen()
        if self._shown and not self._viewer.is_open:
            self._place_soon.start()

    def _on_viewer_closed(self, last: int) -> None:
        view = self.page.view
        group = view.current_group
        if not self._shown or group is None:
            return
        if last in group.photo_ids:
            view.set_current(view.current_row, group.photo_ids.index(last))

    def _save_place(self) -> None:
        library, group = self._context.library, self.page.view.current_group
        if library is not None and group is not None:
            duplicates, group_id = library.duplicates, group.group_id
            self._context.background.run(lambda: duplicates.set_place(group_id))

    # The session

    def _memory(self) -> str:
        wanted = self.listing.wanted
        shown = "shown" if self._shown else "hidden"
        level, zoom = wanted.min_level.name.lower(), str(self.page.view.zoom)
        return ";".join((shown, self.page.tabs.tab, wanted.order.value, level, zoom))

    def _restore(self, text: str) -> None:
        orders = {order.value: order for order in GroupOrder}
        levels = {each.name.lower(): each for each in SimilarityLevel}
        match text.split(";"):
            case [shown, tab, order, level, zoom] if (
                tab in TABS and order in orders and level in levels and zoom.isdecimal()
            ):
                self.page.view.set_zoom(int(zoom[:2]))
                self.listing.want(order=orders[order])
                self.show_tab(tab, levels[level])
                self._reopens = shown == "shown"
                if self._context.library is not None:
                    self.show_page(self._reopens)
