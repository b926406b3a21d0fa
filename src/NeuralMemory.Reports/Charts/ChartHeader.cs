namespace NeuralMemory.Reports;

/// <summary>Title, subtitle and notes of a figure as lines of text, and where they and what is between stand.</summary>
internal sealed class ChartHeader
{
    private const double Above = 8, TitleLine = 21, TextLine = 16, Below = 10, NoteLine = 15;

    /// <param name="figure">The figure.</param>
    /// <param name="width">How wide the picture is.</param>
    /// <param name="isBare">Whether the page around tells the title and what follows it.</param>
    public ChartHeader(Figure figure, double width, bool isBare)
    {
        double room = width - 2 * Side;
        if (!isBare)
        {
            Title = ChartWords.Wrap(figure.Title, ChartWords.TitleSize, room);
            Subtitle = ChartWords.Wrap(figure.Subtitle, ChartWords.TextSize, room);
        }

        Notes = [.. figure.Notes.SelectMany(note => ChartWords.Wrap(note, ChartWords.MarkSize, room))];
        Height = isBare ? Above : Above + Title.Count * TitleLine + Subtitle.Count * TextLine + Below;
    }

    /// <summary>How far text is from the sides.</summary>
    public const double Side = 12;

    /// <summary>The lines of the title.</summary>
    public IReadOnlyList<string> Title { get; } = [];

    /// <summary>The lines of the subtitle.</summary>
    public IReadOnlyList<string> Subtitle { get; } = [];

    /// <summary>The lines below the chart.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>How high what is above the chart is.</summary>
    public double Height { get; }

    /// <summary>How high what is below the chart is.</summary>
    public double NotesHeight => Notes.Count == 0 ? 0 : Notes.Count * NoteLine + 6;

    /// <summary>The base line of a line of the title.</summary>
    public static double TitleAt(int line) => Above + 16 + line * TitleLine;

    /// <summary>The base line of a line of the subtitle.</summary>
    public double SubtitleAt(int line) => Above + Title.Count * TitleLine + 12 + line * TextLine;

    /// <summary>The base line of a note of a chart that ends there.</summary>
    public static double NoteAt(double bottom, int line) => bottom + 12 + line * NoteLine;
}
