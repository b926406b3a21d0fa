using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>All that differs between the passes of one graph, but for the parameters, on the device where the graph reads it.</summary>
internal sealed class PassFeed : IDisposable
{
    private readonly Mirror _mirror;
    private readonly MirrorPart _inputs, _targets, _mask, _scale;
    private readonly MirrorPart? _answered;

    public PassFeed(PassShape shape, torch.Device device, bool pinned)
    {
        int[] lengths = new int[shape.Sequences];
        lengths.AsSpan().Fill(shape.Steps);
        Batch.Reshape(lengths, shape.InputWidth, shape.TargetWidth);
        if (shape.Some is { } answers)
            Batch.AnswerIn(new int[answers]);
        _mirror = new Mirror(RoomFor(shape.Rows, shape.Some, shape.InputWidth, shape.TargetWidth), device, pinned);
        _inputs = _mirror.Add(shape.Rows, shape.InputWidth);
        _targets = _mirror.Add(shape.Answers, shape.TargetWidth);
        _mask = _mirror.Add(shape.Answers, shape.TargetWidth);
        _scale = _mirror.Add([]);
        _answered = shape.Some is { } some ? _mirror.Add(some) : null;
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

    /// <summary>[Answers, the target columns]</summary>
    public Tensor Targets => _targets.Tensor;

    /// <summary>[Answers, the target columns]</summary>
    public Tensor Mask => _mask.Tensor;

    /// <summary>[Answers] the rows that are answered, as numbers.</summary>
    /// <exception cref="InvalidOperationException">All rows are.</exception>
    public Tensor Answered => _answered?.Tensor ?? throw new InvalidOperationException("all rows are answered");

    /// <summary>[] what the loss is multiplied with.</summary>
    public Tensor Scale => _scale.Tensor;

    /// <summary>How many numbers there are on the device.</summary>
    public long Numbers => _mirror.Room + Constants.Numbers + Dropouts.Numbers;

    /// <summary>How much of a mirror the feed of a shape takes.</summary>
    /// <param name="rows">The padded rows.</param>
    /// <param name="answers">How many of them are answered; null for all.</param>
    /// <param name="inputWidth">I</param>
    /// <param name="targetWidth">The target columns.</param>
    public static long RoomFor(long rows, int? answers, int inputWidth, int targetWidth) =>
        Mirror.RoomFor(rows * inputWidth) + 2 * Mirror.RoomFor((answers ?? rows) * targetWidth) + Mirror.RoomFor(1)
        + Mirror.RoomFor(answers ?? 0);

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
        if (_answered is { } answered)
        {
            Padding.Pick(batch, batch.Targets, _targets.Host);
            Padding.Pick(batch, batch.Mask, _mask.Host);
            Padding.Places(batch, answered.Host);
        }
        else
        {
            Padding.Spread(batch, batch.Targets, _targets.Host);
            Padding.Spread(batch, batch.Mask, _mask.Host);
        }

        _scale.Host[0] = scale;
        _mirror.Send();
        Dropouts.Send(batch, draw);
    }

    public void Dispose()
    {
        foreach (MirrorPart part in (MirrorPart[])[_inputs, _targets, _mask, _scale])
            part.Dispose();
        _answered?.Dispose();
        _mirror.Dispose();
        Constants.Dispose();
        Dropouts.Dispose();
    }
}
