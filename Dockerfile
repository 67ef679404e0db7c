# Maille in one image: the application, and the embedded engine with its own Java.
FROM python:3.13-slim-bookworm
COPY --from=ghcr.io/astral-sh/uv:latest /uv /usr/local/bin/uv
WORKDIR /maille
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy PATH="/maille/.venv/bin:$PATH"
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --locked --no-dev --no-install-project
COPY graph graph
COPY schema schema
COPY web web
COPY server server
RUN uv sync --locked --no-dev && useradd --system --uid 1000 maille && install -d -o maille /data
USER maille
ENV MAILLE_DATA=/data MAILLE_HOST=0.0.0.0
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGINT
HEALTHCHECK --start-period=60s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/sign-in')"]
CMD ["maille", "serve"]
