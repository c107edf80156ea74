"""Hold the words for errors of pictures that are fetched from the web."""

from __future__ import annotations

from collections.abc import Mapping

from photosearch.core.error_codes import ErrorCode
from photosearch.message_words.template import Template
from photosearch.messages import QT_TR_NOOP

_COPY_INSTEAD = QT_TR_NOOP("Copy the picture in the browser (“Copy image”) and paste it here.")

WEB_ERRORS: Mapping[ErrorCode, tuple[Template, Template]] = {
    # Pictures in the web.
    ErrorCode.ADDRESS_NOT_WEB: (QT_TR_NOOP("This is no address of the web."), _COPY_INSTEAD),
    ErrorCode.ADDRESS_TOO_LONG: (
        QT_TR_NOOP("This address is too long to be one of a picture."),
        _COPY_INSTEAD,
    ),
    ErrorCode.ADDRESS_NOT_VALID: (QT_TR_NOOP("This address is not valid."), _COPY_INSTEAD),
    ErrorCode.ADDRESS_WITH_PASSWORD: (
        QT_TR_NOOP("This address has a user name or password in it."),
        _COPY_INSTEAD,
    ),
    ErrorCode.ADDRESS_WITH_PORT: (
        QT_TR_NOOP("This address has a port ({number}) that is not for pictures."),
        _COPY_INSTEAD,
    ),
    ErrorCode.SITE_LEADS_AWAY: (
        QT_TR_NOOP("{site} sends on to something that is not in the web."),
        _COPY_INSTEAD,
    ),
    ErrorCode.SITE_LEADS_NOWHERE: (
        QT_TR_NOOP("{site} sends on and on without a picture."),
        _COPY_INSTEAD,
    ),
    ErrorCode.SITE_TOO_SLOW: (QT_TR_NOOP("{site} takes too long to send it."), _COPY_INSTEAD),
    ErrorCode.SITE_NOT_PROVEN: (
        QT_TR_NOOP("{site} cannot prove that it is that site ({cause})."),
        _COPY_INSTEAD,
    ),
    ErrorCode.SITE_SILENT: (QT_TR_NOOP("{site} does not answer."), _COPY_INSTEAD),
    ErrorCode.SITE_NOT_UNDERSTOOD: (
        QT_TR_NOOP("What {site} sent is incomplete or not understood."),
        _COPY_INSTEAD,
    ),
    ErrorCode.SITE_CONNECTION_FAILED: (
        QT_TR_NOOP("The connection to {site} failed ({cause})."),
        _COPY_INSTEAD,
    ),
    ErrorCode.SITE_CONNECTION_CLOSED: (
        QT_TR_NOOP("The connection to {site} failed (it was closed)."),
        _COPY_INSTEAD,
    ),
    ErrorCode.SITE_SENT_PACKED: (
        QT_TR_NOOP("{site} sends it packed, though not asked to."),
        _COPY_INSTEAD,
    ),
    ErrorCode.SITE_SENT_NOTHING: (QT_TR_NOOP("{site} sent nothing."), _COPY_INSTEAD),
    ErrorCode.SITE_FORBIDS: (
        QT_TR_NOOP("{site} does not show this picture to everybody ({status})."),
        _COPY_INSTEAD,
    ),
    ErrorCode.SITE_REFUSES: (
        QT_TR_NOOP("{site} did not send the picture ({status})."),
        _COPY_INSTEAD,
    ),
    ErrorCode.SITE_NOT_FOUND: (
        QT_TR_NOOP("The site {site} is not found."),
        QT_TR_NOOP(
            "Check the connection to the internet, or copy the picture in the browser and paste it "
            "here."
        ),
    ),
    ErrorCode.SITE_NOT_PUBLIC: (
        QT_TR_NOOP("{site} is an address of this computer or its network, not of the web."),
        QT_TR_NOOP("If it is a picture of yours, save it and drop the file here."),
    ),
    ErrorCode.SITE_SENT_PART: (
        QT_TR_NOOP("Only a part of the picture came from {site}."),
        QT_TR_NOOP("Try again, or copy it."),
    ),
    ErrorCode.SITE_SENT_PAGE: (
        QT_TR_NOOP("This is a page of {site}, not a picture."),
        QT_TR_NOOP("Open it in the browser, and drag or copy the picture itself."),
    ),
    ErrorCode.SITE_BUSY: (
        QT_TR_NOOP("{site} cannot send the picture now ({status})."),
        QT_TR_NOOP("Try again later, or copy the picture in the browser and paste it here."),
    ),
    ErrorCode.WEB_PICTURE_GONE: (
        QT_TR_NOOP("There is no picture at this address of {site} any more ({status})."),
        QT_TR_NOOP("Look for it in the browser, copy it there and paste it here."),
    ),
    ErrorCode.WEB_PICTURE_TOO_LARGE: (
        QT_TR_NOOP("The picture is larger than {megabytes} MB."),
        QT_TR_NOOP(
            "Raise the limit in the settings, or copy the picture in the browser and paste it here."
        ),
    ),
}
