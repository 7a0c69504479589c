"""Many components in a few words: `10 components in 4 groups`."""

from collections.abc import Collection

from mkdocs_statuspage.outputs.view.standpoint import Standpoint

NAMED = 4
"""Up to how many components are named one by one."""


def counted(ids: Collection[str], here: Standpoint) -> str:
    """Say how many components these are, and of how many groups; empty where there is room to name each."""
    if len(ids) <= NAMED:
        return ""
    words, config = here.words, here.site.config
    known = (config.components.get(config.current_ids.get(id_, id_)) for id_ in ids)
    groups = {component.group for component in known if component and component.group}
    number = words.count(len(ids), "{n} component", "{n} components")
    if len(groups) > 1:
        in_groups = words.count(len(groups), "{n} group", "{n} groups")
        return words("{components} in {groups}", components=number, groups=in_groups)
    return f"{number} ({next(iter(groups))})" if groups else number
