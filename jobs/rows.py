"""The library's row of a task, by a short name."""

from typing import Any, TypeAlias

from django_tasks_db.models import DBTaskResult

Row: TypeAlias = DBTaskResult[Any, Any]
