using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// A Neural Turing Machine as one writes it in TorchSharp by hand: modules of the library, a head at a time, differentiated by autograd,
/// the library's clipping and optimizer. The yardstick for what the engine behind this project's machines saves. LSTM controller, one read
/// and one write head.
/// </summary>
internal sealed class PlainTorchNtm : Module<Tensor, Tensor>
{
    private readonly int _units, _slots, _width;
    private readonly LSTMCell _controller;
    private readonly Linear _readHead, _writeHead, _output;
    private readonly Device _device;
    private readonly Parameter _firstRead, _firstReading, _firstWriting;

    public PlainTorchNtm(int inputs, int outputs, int units, int slots, int width, Device device) : base(nameof(PlainTorchNtm))
    {
        _device = device;
        (_units, _slots, _width) = (units, slots, width);
        _controller = LSTMCell(inputs + width, units);
        _readHead = Linear(units, width + 6);
        _writeHead = Linear(units, 3 * width + 6);
        _output = Linear(units + width, outputs);
        _firstRead = Parameter(randn(1, width) * 0.01);
        _firstReading = Parameter(Peak(slots));
        _firstWriting = Parameter(Peak(slots));
        RegisterComponents();
        this.to(device);
    }

    /// <summary>[T, B, I] to logits [T, B, O].</summary>
    public override Tensor forward(Tensor inputs)
    {
        long batch = inputs.shape[1];
        Tensor memory = full([batch, _slots, _width], 1e-6f, device: _device), read = _firstRead.expand(batch, _width);
        Tensor reading = _firstReading.softmax(1).expand(batch, _slots), writing = _firstWriting.softmax(1).expand(batch, _slots);
        Tensor hidden = zeros(batch, _units, device: _device), cell = zeros(batch, _units, device: _device);
        var outputs = new List<Tensor>();
        foreach (Tensor input in inputs.unbind(0))
        {
            (hidden, cell) = _controller.forward(cat([input, read], 1), (hidden, cell));
            reading = Address(_readHead.forward(hidden), memory, reading);
            read = bmm(reading.unsqueeze(1), memory).squeeze(1);
            Tensor head = _writeHead.forward(hidden);
            writing = Address(head, memory, writing);
            Tensor erase = head.narrow(1, _width + 6, _width).sigmoid(), add = head.narrow(1, 2 * _width + 6, _width);
            Tensor weights = writing.unsqueeze(2);
            memory = memory * (1 - weights * erase.unsqueeze(1)) + weights * add.unsqueeze(1);
            outputs.Add(_output.forward(cat([hidden, read], 1)));
        }

        return stack(outputs);
    }

    private Tensor Address(Tensor head, Tensor memory, Tensor previous)
    {
        Tensor key = head.narrow(1, 0, _width), strength = functional.softplus(head.narrow(1, _width, 1)),
            gate = head.narrow(1, _width + 1, 1).sigmoid(), shift = functional.softmax(head.narrow(1, _width + 2, 3), 1),
            sharpness = 1 + functional.softplus(head.narrow(1, _width + 5, 1));
        Tensor similarity = functional.cosine_similarity(memory + 1e-16f, key.unsqueeze(1) + 1e-16f, dim: 2);
        Tensor content = functional.softmax(strength * similarity, 1);
        Tensor gated = gate * content + (1 - gate) * previous;
        Tensor shifted = shift.narrow(1, 0, 1) * roll(gated, -1, 1) + shift.narrow(1, 1, 1) * gated
            + shift.narrow(1, 2, 1) * roll(gated, 1, 1);
        Tensor sharpened = (shifted + 1e-16f).pow(sharpness);
        return sharpened / sharpened.sum(1, keepdim: true);
    }

    private static Tensor Peak(int slots)
    {
        Tensor logits = zeros(1, slots);
        logits[0, 0] = 8;
        return logits;
    }
}
