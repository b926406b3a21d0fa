namespace NeuralMemory.Reports;

/// <summary>The colors that all pictures share, as CSS writes them.</summary>
public static class Palette
{
    /// <summary>What a picture is about: curves, cells.</summary>
    public const string Blue = "#1d3a6e";

    /// <summary>What is wrong, and what was published.</summary>
    public const string Red = "#d62728";

    /// <summary>What stands beside what a picture is about.</summary>
    public const string Orange = "#c2571a";

    /// <summary>The ground of a panel.</summary>
    public const string Paper = "#f6f7f9";

    /// <summary>Lines of a grid.</summary>
    public const string Line = "#dfe3e8";

    /// <summary>Text.</summary>
    public const string Ink = "#22262e";

    /// <summary>Text on a dark ground.</summary>
    public const string White = "#ffffff";

    /// <summary>Text of less weight.</summary>
    public const string Faint = "#7a8290";
}
