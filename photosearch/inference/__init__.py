"""The encoder and the processes it runs in. The only place with onnxruntime."""
