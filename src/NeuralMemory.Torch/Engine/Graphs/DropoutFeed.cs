using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>
/// What a graph's dropouts multiply with. The first run finds how many there are; from then on each has its part of one mirror, which is
/// filled before a replay as the pass would have drawn it: in its order, a row for each sequence that still runs.
/// </summary>
/// <param name="device">The device.</param>
/// <param name="pinned">Whether the host's memory is pinned.</param>
internal sealed class DropoutFeed(torch.Device device, bool pinned) : IDisposable
{
    private readonly List<Mask> _masks = [];
    private readonly List<MirrorPart> _parts = [];
    private Mirror? _mirror;
    private int _next;
    private bool _isSealed;

    /// <summary>Draws what rows are multiplied with, as <see cref="Autodiff.Tape"/> does.</summary>
    public delegate void Draw(Span<Real> mask, int rows, double rate);

    /// <summary>How many numbers the masks have.</summary>
    public long Numbers => _mirror?.Room ?? 0;

    /// <summary>Starts a pass.</summary>
    public void Begin() => _next = 0;

    /// <summary>
    /// The mask of the pass's next dropout; of ones while it is the first run. Belongs to this feed, or to the current scope.
    /// </summary>
    /// <param name="rows">The rows to drop of.</param>
    /// <param name="width">How wide each is.</param>
    /// <param name="rate">How much is dropped.</param>
    /// <param name="step">The time-step; null before the first.</param>
    /// <exception cref="GraphRefusedException">The pass is not what it was in its first run.</exception>
    public Tensor Next(int rows, int width, double rate, int? step)
    {
        Mask mask = new(rows, width, rate, step);
        if (!_isSealed)
        {
            _masks.Add(mask);
            return torch.ones([rows, width], Precision.Type, device);
        }

        if (_next == _masks.Count || _masks[_next] != mask)
            throw new GraphRefusedException("the pass drops something else each time");
        return _parts[_next++].Tensor;
    }

    /// <summary>The first run is over.</summary>
    /// <param name="sequences">B: dropouts have as many rows.</param>
    /// <exception cref="GraphRefusedException">One has not.</exception>
    public void Seal(int sequences)
    {
        _isSealed = true;
        if (_masks.Count == 0)
            return;
        if (_masks.Exists(mask => mask.Rows != sequences))
            throw new GraphRefusedException("the pass drops of other rows than those of a step");
        long room = _masks.Sum(mask => Mirror.RoomFor((long)mask.Rows * mask.Width));
        if (room > Mirror.Most)
            throw new GraphRefusedException("the masks of dropout are too large");
        _mirror = new Mirror(room, device, pinned);
        _parts.AddRange(_masks.Select(mask => _mirror.Add(mask.Rows, mask.Width)));
    }

    /// <summary>Draws for a batch and copies it to the device. Rows of sequences that have ended are kept as they are.</summary>
    public void Send(SequenceBatch batch, Draw draw)
    {
        for (int i = 0; i < _masks.Count; i++)
        {
            (int rows, int width, double rate, int? step) = _masks[i];
            int running = step is not { } t ? rows : t < batch.MaxLength ? batch.RowsAt(t) : 0;
            Span<Real> numbers = _parts[i].Host;
            if (running > 0)
                draw(numbers[..(running * width)], running, rate);
            numbers[(running * width)..].Fill(1);
        }

        _mirror?.Send();
    }

    public void Dispose()
    {
        foreach (MirrorPart part in _parts)
            part.Dispose();
        _mirror?.Dispose();
    }

    private readonly record struct Mask(int Rows, int Width, double Rate, int? Step);
}
