"""The consumer of the tutorial's third part, async, with one addition: the message is saved first."""

from typing import Any

from channels.generic.websocket import AsyncJsonWebsocketConsumer

from benchmarks.peers.tutorial.models import Message


class ChatConsumer(AsyncJsonWebsocketConsumer):
    """One channel per connection, one group per room, one `group_send` per message."""

    async def connect(self) -> None:
        self.room = self.scope["url_route"]["kwargs"]["room"]
        self.group = f"chat_{self.room}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive_json(self, content: dict[str, Any], **kwargs: Any) -> None:
        message = await Message.objects.acreate(room=self.room, body=content["message"])  # type: ignore[attr-defined]
        event = {"type": "chat.message", "id": message.pk, "message": content["message"]}
        await self.channel_layer.group_send(self.group, event)

    async def chat_message(self, event: dict[str, Any]) -> None:
        await self.send_json({"id": event["id"], "message": event["message"]})
