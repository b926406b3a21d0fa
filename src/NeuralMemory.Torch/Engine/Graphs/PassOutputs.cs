using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>What a graph leaves.</summary>
internal sealed class PassOutputs : IDisposable
{
    private readonly Mirror _mirror;
    private readonly PassShape _shape;
    private readonly MirrorPart _gradients, _logits, _loss, _check;
    private Real[] _rows = [];

    /// <param name="shape">The graph's.</param>
    /// <param name="parameters">How many numbers are trained.</param>
    /// <param name="device">The device.</param>
    /// <param name="pinned">Whether the host's memory is pinned.</param>
    public PassOutputs(PassShape shape, int parameters, torch.Device device, bool pinned)
    {
        _shape = shape;
        long logits = (long)shape.Answers * shape.OutputWidth;
        long room = Mirror.RoomFor(parameters) + Mirror.RoomFor(logits) + 2 * Mirror.RoomFor(1);
        if (room > Mirror.Most)
            throw new GraphRefusedException("the machine is too large");
        _mirror = new Mirror(room, device, pinned);
        _gradients = _mirror.Add(parameters);
        _logits = _mirror.Add(shape.Answers, shape.OutputWidth);
        _loss = _mirror.Add(1);
        _check = _mirror.Add([]);
    }

    /// <summary>How many numbers there are on the device.</summary>
    public long Room => _mirror.Room;

    /// <summary>The gradients on the device, laid out like the parameters' block.</summary>
    public Tensor GradientBlock => _gradients.Tensor;

    /// <summary>The gradients on the host.</summary>
    public ReadOnlySpan<Real> Gradients => _gradients.Host;

    /// <summary>The loss.</summary>
    public Real Loss => _loss.Host[0];

    /// <summary>Whether the loss and all gradients are finite.</summary>
    public bool AreFinite => Real.IsFinite(Loss) && _check.Host[0] == 0;

    /// <summary>The answers of a batch whose pass this was.</summary>
    public ReadOnlySpan<Real> LogitsOf(SequenceBatch batch)
    {
        int count = batch.Answers * _shape.OutputWidth;
        if (_shape.Some is not null)
            return _logits.Host[..count];
        if (_rows.Length < count)
            _rows = new Real[count];
        Padding.Gather(batch, _logits.Host, _rows.AsSpan(0, count));
        return _rows.AsSpan(0, count);
    }

    /// <summary>Writes on the device; part of the pass. The gradients are there already.</summary>
    public void Write(Tensor logits, Tensor loss)
    {
        _logits.Tensor.copy_(logits.detach());
        _loss.Tensor.copy_(loss.detach());
        // 0, or no number where any of them is none.
        _check.Tensor.copy_(GradientBlock.mul(Numbers.Zero).sum());
    }

    /// <summary>Forgets the last pass, so that a graph which leaves nothing is found out.</summary>
    public void Clear() => _mirror.Clear();

    /// <summary>Waits for the pass and brings all to the host.</summary>
    public void Fetch() => _mirror.Fetch();

    public void Dispose()
    {
        foreach (MirrorPart part in (MirrorPart[])[_gradients, _logits, _loss, _check])
            part.Dispose();
        _mirror.Dispose();
    }
}
