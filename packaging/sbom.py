"""Write a software bill of materials (CycloneDX, JSON) of what is really inside the program."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence

from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from license_expression import get_spdx_licensing
from packageurl import PackageURL

import identity
from inventory import Part


def sbom(parts: Sequence[Part], epoch: int) -> str:
    """Return the document, the same for the same parts.

    Raises:
        ValueError: it is not what CycloneDX asks for.
    """
    program = Component(
        name=identity.NAME,
        version=identity.VERSION,
        type=ComponentType.APPLICATION,
        licenses=[LicenseExpression("Apache-2.0")],
        bom_ref=identity.NAME,
    )
    components = [_component(part) for part in parts if part.name != identity.NAME]
    bom = Bom(components=components)
    bom.metadata.component = program
    bom.metadata.timestamp = datetime.datetime.fromtimestamp(epoch, datetime.UTC)
    listed = "\n".join(f"{part.name} {part.version} {part.bytes}" for part in parts)
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, f"{identity.APP_ID}\n{listed}")
    bom.register_dependency(program, components)
    text = JsonV1Dot6(bom).output_as_string(indent=2)
    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if error is not None:
        raise ValueError(f"the bill of materials is not valid: {error}")
    return text + "\n"


def _component(part: Part) -> Component:
    is_package = bool(part.version) and part.name == part.name.lower() and " " not in part.name
    known = not get_spdx_licensing().validate(part.licence).errors
    return Component(
        name=part.name,
        version=part.version or None,
        type=ComponentType.LIBRARY,
        bom_ref=part.name,
        purl=PackageURL("pypi", name=part.name, version=part.version) if is_package else None,
        licenses=[
            LicenseExpression(part.licence) if known else DisjunctiveLicense(name=part.licence)
        ],
        properties=[Property(name="photosearch:bytes", value=str(part.bytes))],
    )
