using System.Globalization;
using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks;

/// <summary>The values of the episode that is being made.</summary>
/// <param name="numbers">How many numbers have a name.</param>
/// <param name="sequences">How many sequences have a name.</param>
/// <param name="budget">What it may cost; null for the standard.</param>
internal sealed class EpisodeState(int numbers, int sequences, EpisodeBudget? budget = null)
{
    private readonly EpisodeBudget _budget = budget ?? EpisodeBudget.Standard;
    private long _work, _numbers;

    /// <summary>Parameters, variables, drawn numbers and loop indices.</summary>
    public double[] Numbers { get; } = new double[numbers];

    /// <summary>Variables and draws that are sequences.</summary>
    public RowView[] Sequences { get; } = new RowView[sequences];

    /// <summary>The number of the episode, or of the batch where a batch shares what is drawn.</summary>
    public long Number { get; set; }

    /// <summary>How many lines of the corpus were taken for it so far.</summary>
    public int LinesTaken { get; set; }

    /// <summary>The random numbers of this episode alone.</summary>
    public RandomStream Random { get; } = new(default);

    /// <summary>The operations that the episode has cost so far.</summary>
    public long Work => _work;

    /// <summary>How many numbers the buffers of its sequences hold.</summary>
    public long Held => _numbers;

    /// <summary>Begins to count what an episode costs.</summary>
    public void BeginEpisode() => _work = 0;

    /// <summary>Counts operations.</summary>
    /// <param name="operations">How many.</param>
    /// <param name="origin">What makes them.</param>
    /// <param name="size">How much there is of it, at the time of the error.</param>
    /// <param name="unit">What <paramref name="size"/> counts: <c>passes</c>.</param>
    /// <exception cref="EpisodeBudgetException">The episode costs too much.</exception>
    public void Spend(long operations, ValueOrigin? origin, long size, string unit)
    {
        if ((_work += operations) > _budget.Work)
            throw TooMuch(origin, string.Create(CultureInfo.InvariantCulture, $"{size} {unit}"));
    }

    /// <summary>Counts the operations that make a sequence.</summary>
    /// <exception cref="EpisodeBudgetException">The episode costs too much.</exception>
    public void Spend(SequenceValue sequence, long rows, int each)
    {
        if ((_work += 4 + rows * sequence.Width * each) > _budget.Work)
            throw TooMuch(sequence.Origin, SizeOf(rows, sequence.Width));
    }

    /// <summary>Counts the numbers that a longer buffer of a sequence holds, which it keeps from now on.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="from">Its length so far.</param>
    /// <param name="needed">The least length that it needs.</param>
    /// <param name="wanted">The length that it had better have.</param>
    /// <param name="rows">The rows that it is for.</param>
    /// <returns>The length that it gets.</returns>
    /// <exception cref="EpisodeBudgetException">All sequences together take too much room.</exception>
    public int Hold(SequenceValue sequence, int from, int needed, int wanted, long rows)
    {
        long left = _budget.Numbers - _numbers + from;
        if (needed > left)
            throw new EpisodeBudgetException(sequence.Origin?.Mark, string.Create(CultureInfo.InvariantCulture,
                $"with {SizeOf(rows, sequence.Width)} of {ValueOrigin.NameOf(sequence.Origin)} the sequences of the task hold more than "
                + $"{_budget.Numbers} numbers at once ('numbers' under 'budget' of the task's file)"));
        int length = (int)Math.Min(Math.Max(needed, wanted), left);
        _numbers += length - from;
        return length;
    }

    private EpisodeBudgetException TooMuch(ValueOrigin? origin, string size) => new(origin?.Mark, string.Create(
        CultureInfo.InvariantCulture, $"with {size} of {ValueOrigin.NameOf(origin)} the episode costs more than {_budget.Work} operations "
            + $"('work' under 'budget' of the task's file)"));

    private static string SizeOf(long rows, int width) =>
        string.Create(CultureInfo.InvariantCulture, $"{(rows == 1 ? "1 row" : $"{rows} rows")} of width {width}");
}
