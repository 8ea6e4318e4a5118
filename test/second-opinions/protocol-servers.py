"""Servers that nobody here wrote: gRPC's own health service, and websockets. Tells their ports in a line of JSON.

Standard input is read for orders: a status of grpc.health.v1 and a service, such as "NOT_SERVING shop.Orders".
"""
import asyncio
import json
import sys
import threading
from concurrent import futures

import grpc
import websockets.asyncio.server
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

servicer = health.HealthServicer()
servicer.set("", health_pb2.HealthCheckResponse.SERVING)
servicer.set("shop.Orders", health_pb2.HealthCheckResponse.SERVING)

healthy = grpc.server(futures.ThreadPoolExecutor(4), compression=grpc.Compression.Gzip)
health_pb2_grpc.add_HealthServicer_to_server(servicer, healthy)
bare = grpc.server(futures.ThreadPoolExecutor(4))


def choose(connection, offered):
    return "chat" if "chat" in offered else None


async def handle(connection):
    await connection.wait_closed()
    print(json.dumps({"closed": connection.close_code}), flush=True)


def obey():
    for line in sys.stdin:
        status, _, service = line.rstrip("\n").partition(" ")
        servicer.set(service, health_pb2.HealthCheckResponse.ServingStatus.Value(status))
        print(json.dumps({"set": status}), flush=True)


async def main():
    ports = {"grpc": healthy.add_insecure_port("127.0.0.1:0"), "bare": bare.add_insecure_port("127.0.0.1:0")}
    healthy.start()
    bare.start()
    async with websockets.asyncio.server.serve(handle, "127.0.0.1", 0, select_subprotocol=choose) as server:
        ports["websocket"] = server.sockets[0].getsockname()[1]
        print(json.dumps(ports), flush=True)
        threading.Thread(target=obey, daemon=True).start()
        await asyncio.Future()


asyncio.run(main())
