namespace NeuralMemory.Reports;

/// <summary>Rows of numbers over time: what a picture draws as one panel, and a page shows step by step.</summary>
public sealed record InspectionPanel
{
    /// <summary>What it is called at its left, such as <c>weighting</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How it is drawn.</summary>
    public required PanelKind Kind { get; init; }

    /// <summary>[T, rows]</summary>
    public required PanelValues Values { get; init; }

    /// <summary>How its numbers become shades or heights.</summary>
    public required ValueScale Scale { get; init; }

    /// <summary>What rows count, such as <c>slot</c>.</summary>
    public string RowName { get; init; } = "";

    /// <summary>What each row is called; null where its number says all.</summary>
    public IReadOnlyList<string>? RowLabels { get; init; }

    /// <summary>[T, rows] what is drawn; null for all. The rest was not asked, as an answer where none is scored.</summary>
    public bool[,]? Shown { get; init; }

    /// <summary>[T, rows] what is wrong; null where nothing is judged.</summary>
    public bool[,]? Wrong { get; init; }

    /// <summary>How many answers are wrong: a symbol is one, however many rows it has.</summary>
    public int WrongAnswers { get; init; }

    /// <summary>How many symbols there are, where the one row holds their numbers; null for numbers that mean themselves.</summary>
    public int? Symbols { get; init; }

    /// <summary>The words that symbols stand for; null where they stand for none.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>How many rows there are.</summary>
    public int Rows => Values.Rows;
}

/// <summary>How a panel is drawn.</summary>
public enum PanelKind
{
    /// <summary>A weighting over places, as high as there is room for: light weights can be seen.</summary>
    Weights,

    /// <summary>Other numbers of slots.</summary>
    Slots,

    /// <summary>The numbers of a vector, in low rows.</summary>
    Vector,

    /// <summary>A few rows with names, as of shifts.</summary>
    Named,

    /// <summary>A number of each step as a bar.</summary>
    Bars,

    /// <summary>Columns of inputs, targets and answers.</summary>
    Channel,

    /// <summary>How far an answer is from what was wanted.</summary>
    Error,
}

/// <summary>Panels that belong together, such as those of a head.</summary>
/// <param name="Title">What stands above them; empty for nothing.</param>
/// <param name="Panels">The panels, from the top.</param>
public sealed record InspectionSection(string Title, IReadOnlyList<InspectionPanel> Panels);

/// <summary>A matrix of slots at one moment.</summary>
/// <param name="Title">What stands above it, such as <c>memory before</c>.</param>
/// <param name="RowName">What its rows count.</param>
/// <param name="ColumnName">What its columns count.</param>
/// <param name="Values">[rows, columns]</param>
/// <param name="Scale">How its numbers become shades.</param>
public sealed record InspectionMatrix(string Title, string RowName, string ColumnName, float[,] Values, ValueScale Scale);
