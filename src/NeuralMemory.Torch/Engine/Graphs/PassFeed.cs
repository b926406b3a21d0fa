using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>All that differs between the passes of one graph, but for the parameters, on the device where the graph reads it.</summary>
internal sealed class PassFeed : IDisposable
{
    private readonly Mirror _mirror;
    private readonly MirrorPart _inputs, _targets, _mask, _scale;

    public PassFeed(PassShape shape, torch.Device device, bool pinned)
    {
        int[] lengths = new int[shape.Sequences];
        lengths.AsSpan().Fill(shape.Steps);
        Batch.Reshape(lengths, shape.InputWidth, shape.TargetWidth);
        long inputs = (long)shape.Rows * shape.InputWidth, targets = (long)shape.Rows * shape.TargetWidth;
        _mirror = new Mirror(Mirror.RoomFor(inputs) + 2 * Mirror.RoomFor(targets) + Mirror.RoomFor(1), device, pinned);
        _inputs = _mirror.Add(shape.Rows, shape.InputWidth);
        _targets = _mirror.Add(shape.Rows, shape.TargetWidth);
        _mask = _mirror.Add(shape.Rows, shape.TargetWidth);
        _scale = _mirror.Add([]);
        Constants = new ConstantCache(device);
        Dropouts = new DropoutFeed(device, pinned);
    }

    /// <summary>
    /// What the machine runs over: sequences of equal length. It has the shape alone; the numbers are those of the device, so that a pass
    /// which looked at these would be found out.
    /// </summary>
    public SequenceBatch Batch { get; } = new();

    /// <summary>The constants of the pass.</summary>
    public ConstantCache Constants { get; }

    /// <summary>What dropouts multiply with.</summary>
    public DropoutFeed Dropouts { get; }

    /// <summary>[Rows, I]</summary>
    public Tensor Inputs => _inputs.Tensor;

    /// <summary>[Rows, O]</summary>
    public Tensor Targets => _targets.Tensor;

    /// <summary>[Rows, O]</summary>
    public Tensor Mask => _mask.Tensor;

    /// <summary>[] what the loss is multiplied with.</summary>
    public Tensor Scale => _scale.Tensor;

    /// <summary>How many numbers there are on the device.</summary>
    public long Numbers => _mirror.Room + Constants.Numbers + Dropouts.Numbers;

    /// <summary>Starts a pass.</summary>
    public void Begin()
    {
        Constants.Begin();
        Dropouts.Begin();
    }

    /// <summary>Copies a batch to the device.</summary>
    /// <param name="batch">Has the shape's number of sequences, none of them longer.</param>
    /// <param name="scale">What the loss is multiplied with.</param>
    /// <param name="draw">Draws what is dropped, from the beginning of the pass's noise.</param>
    public void Send(SequenceBatch batch, Real scale, DropoutFeed.Draw draw)
    {
        Padding.Spread(batch, batch.Inputs, _inputs.Host);
        Padding.Spread(batch, batch.Targets, _targets.Host);
        Padding.Spread(batch, batch.Mask, _mask.Host);
        _scale.Host[0] = scale;
        _mirror.Send();
        Dropouts.Send(batch, draw);
    }

    public void Dispose()
    {
        foreach (MirrorPart part in (MirrorPart[])[_inputs, _targets, _mask, _scale])
            part.Dispose();
        _mirror.Dispose();
        Constants.Dispose();
        Dropouts.Dispose();
    }
}
