"""Uploads with tuspy, unmodified; requests are signed as they leave, by a hook on requests.

Usage: tus_upload.py CONFIG.json. Prints the name of the finished upload and what was seen.
"""

import json
import os
import sys

import requests

from http_sign import Device

config = json.load(open(sys.argv[1]))
os.environ["REQUESTS_CA_BUNDLE"] = config["certificate"]
device = Device(**config["sender"])
seen = []
send = requests.Session.send


def signed_send(session, prepared, **arguments):
    device.sign(prepared)
    response = send(session, prepared, **arguments)
    seen.append([prepared.method, response.status_code])
    return response


requests.Session.send = signed_send

from tusclient import client  # noqa: E402  (after the hook)

tus = client.TusClient(config["url"] + "/v1/uploads")
uploader = tus.uploader(
    config["file"], chunk_size=config["chunkSize"], metadata={"kind": "sealed"},
    upload_checksum=True)
# Stop in the middle and go on with another uploader, as after a crash.
uploader.upload(stop_at=config["chunkSize"])
resumed = tus.uploader(config["file"], url=uploader.url, chunk_size=config["chunkSize"])
assert resumed.offset == config["chunkSize"], resumed.offset
resumed.upload()

options = requests.options(config["url"] + "/v1/uploads")
wrong = requests.patch(
    uploader.url, data=b"x", headers={
        "Tus-Resumable": "1.0.0", "Upload-Offset": "0",
        "Content-Type": "application/offset+octet-stream"})
version = requests.head(uploader.url, headers={"Tus-Resumable": "0.2.2"})
other = tus.uploader(config["file"], chunk_size=config["chunkSize"])
other.set_url(other.create_url())
spoiled = requests.patch(
    other.url, data=b"x" * 10, headers={
        "Tus-Resumable": "1.0.0", "Upload-Offset": "0",
        "Content-Type": "application/offset+octet-stream",
        "Upload-Checksum": "sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA="})
untouched = requests.head(other.url, headers={"Tus-Resumable": "1.0.0"})
gone = requests.delete(other.url, headers={"Tus-Resumable": "1.0.0"})
after = requests.head(other.url, headers={"Tus-Resumable": "1.0.0"})

json.dump({
    "upload": uploader.url.rsplit("/", 1)[1],
    "seen": seen,
    "options": [options.status_code, options.headers["Tus-Version"],
                options.headers["Tus-Extension"]],
    "wrongOffset": [wrong.status_code, wrong.json()["code"]],
    "wrongVersion": [version.status_code, version.headers["Tus-Version"]],
    "spoiled": [spoiled.status_code, spoiled.json()["code"]],
    "untouched": untouched.headers["Upload-Offset"],
    "metadata": requests.head(
        uploader.url, headers={"Tus-Resumable": "1.0.0"}).headers["Upload-Metadata"],
    "terminated": [gone.status_code, after.status_code],
}, sys.stdout)
