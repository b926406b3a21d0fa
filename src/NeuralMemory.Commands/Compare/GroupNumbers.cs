using System.Globalization;
using NeuralMemory.Analysis;

namespace NeuralMemory.Commands;

/// <summary>
/// Numbers for groups whose labels would leave a table no room, told once above it; of shorter labels none. Shortened labels would look the
/// same.
/// </summary>
internal sealed class GroupNumbers
{
    /// <summary>The part of a line that labels may take.</summary>
    private const double MostOfLine = 0.4;

    private readonly Dictionary<string, string> _numbers = [];

    /// <summary>The lines that say which group has which number; none where there are no numbers.</summary>
    public IEnumerable<string> Legend => _numbers.Select(each => $"  {each.Value}: {each.Key}");

    /// <summary>The numbers for the groups of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="together">All seeds together, where these are compared: their labels are short.</param>
    /// <param name="width">The columns of a line.</param>
    public static GroupNumbers Of(ComparedTask task, GroupFigures? together, int width)
    {
        GroupNumbers numbers = new();
        string[] labels = [.. task.Groups.Select(group => group.Group.Label)];
        if (together is null && labels.Length > 1 && labels.Max(label => label.Length) > MostOfLine * width)
            for (int i = 0; i < labels.Length; i++)
                numbers._numbers[labels[i]] = (i + 1).ToString(CultureInfo.InvariantCulture);
        return numbers;
    }

    /// <summary>What a group is called in a table.</summary>
    public string In(string label) => _numbers.GetValueOrDefault(label, label);

    /// <summary>A column of labels with the numbers in their place.</summary>
    public FittingColumn Numbered(FittingColumn column) => column with { Cells = [.. column.Cells.Select(In)] };
}
