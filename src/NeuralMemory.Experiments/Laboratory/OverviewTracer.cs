using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>Keeps of every step where the heads are, and who has written the slots.</summary>
/// <param name="heads">The heads.</param>
/// <param name="steps">T.</param>
/// <param name="slots">N; 0 without a memory.</param>
internal sealed class OverviewTracer(IReadOnlyList<TracedHead> heads, int steps, int slots) : ITraceWriter
{
    private readonly int[][] _slots = [.. heads.Select(_ => new int[steps])];
    private readonly float[][] _weights = [.. heads.Select(_ => new float[steps])];
    private int _step;

    /// <summary>Who has written each slot by now.</summary>
    public SlotWriters Writers { get; private set; } = new(slots);

    /// <summary>Where the heads were.</summary>
    public IReadOnlyList<HeadOverview> Heads => [.. heads.Select((head, i) => new HeadOverview(head, _slots[i], _weights[i]))];

    /// <summary>Begins where another overview was after some steps.</summary>
    /// <param name="other">The overview, of the same heads.</param>
    /// <param name="count">How many steps.</param>
    /// <param name="writers">Who had written each slot by then.</param>
    public void StartFrom(OverviewTracer other, int count, SlotWriters writers)
    {
        for (int head = 0; head < heads.Count; head++)
        {
            other._slots[head].AsSpan(0, count).CopyTo(_slots[head]);
            other._weights[head].AsSpan(0, count).CopyTo(_weights[head]);
        }

        Writers = writers.Copy();
    }

    void ITraceWriter.BeginStep(int step) => _step = step;

    void ITraceWriter.Write(string name, Variable value)
    {
        for (int i = 0; i < heads.Count; i++)
        {
            if (heads[i].Quantity != name)
                continue;
            ReadOnlySpan<Real> weights = value.Span.Slice(heads[i].Place * slots, slots);
            int most = RecordedAnswers.IndexOfLargest(weights);
            (_slots[i][_step], _weights[i][_step]) = (most, (float)weights[most]);
            if (heads[i].IsWriter)
                Writers.Write(_step, weights);
        }
    }
}
