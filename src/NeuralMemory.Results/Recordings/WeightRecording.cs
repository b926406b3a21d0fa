namespace NeuralMemory.Results;

/// <summary>The weights by which one head looked, in one episode: each row adds up to at most 1.</summary>
/// <param name="Group">What it belongs to, such as <c>decoder/layer0</c>; heads of one group stand beside one another.</param>
/// <param name="Head">The head's name in the group, such as <c>head 1</c>; empty where there is only one.</param>
/// <param name="Weights">[rows, columns] in [0, 1].</param>
/// <param name="Rows">What looked: for each row its name, such as the word that was said.</param>
/// <param name="Columns">What was looked at: for each column its name, such as a word of the source, or <c>slot 3</c>.</param>
public sealed record WeightRecording(string Group, string Head, float[,] Weights, IReadOnlyList<string> Rows, IReadOnlyList<string> Columns)
{
    /// <summary>Whether the columns looked, at the rows, and it is they that add up to at most 1.</summary>
    public bool IsTurned { get; init; }

    /// <summary>The group's name, and the head's if it has one.</summary>
    public string Name => Head.Length == 0 ? Group : $"{Group}, {Head}";
}
