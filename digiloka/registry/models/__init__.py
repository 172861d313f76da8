"""The register's tables, one noun a module."""

from digiloka.registry.models.business import Business
from digiloka.registry.models.consent import Consent
from digiloka.registry.models.draft import Draft
from digiloka.registry.models.figures import Figures
from digiloka.registry.models.licence import Licence
from digiloka.registry.models.owner import Holding, Owner
from digiloka.registry.models.place import Place
from digiloka.registry.models.verification import Decision, Notice

__all__ = [
    "Business", "Consent", "Decision", "Draft", "Figures", "Holding", "Licence", "Notice", "Owner", "Place",
]
