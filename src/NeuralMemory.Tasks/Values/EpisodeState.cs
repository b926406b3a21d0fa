using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks;

/// <summary>The values of the episode that is being made.</summary>
/// <param name="numbers">How many numbers have a name.</param>
/// <param name="sequences">How many sequences have a name.</param>
internal sealed class EpisodeState(int numbers, int sequences)
{
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
}
