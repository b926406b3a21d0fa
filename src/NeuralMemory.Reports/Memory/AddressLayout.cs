using System.Globalization;

namespace NeuralMemory.Reports;

/// <summary>Where the stages of an address are on paper, and which slots of a large memory each shows.</summary>
internal sealed class AddressLayout
{
    // A slot is at least so wide; where it would not be, those around the peak are shown, wider.
    private const double Side = 14, LeastCell = 4, WindowCell = 8, Line = 16, Strip = 26, Overview = 8, Between = 12, Narrow = 560;

    private readonly double _stage;

    /// <param name="parts">The address, of at least one stage.</param>
    /// <param name="width">How wide the picture is.</param>
    public AddressLayout(AddressParts parts, double width)
    {
        int slots = parts.Stages[^1].Weights.Count;
        All = new(Side, width - 2 * Side, 0, Math.Max(1, slots));
        IsNarrow = width < Narrow;
        IsWindow = All.Cell < LeastCell;
        (int first, int count) = IsWindow
            ? PlaceAxis.Window(slots, (int)(All.Width / WindowCell), Math.Max(0, HeadMark.PeakOf(parts.Stages[^1].Weights)))
            : (0, All.Count);
        Axis = new(Side, All.Width, first, count);
        _stage = Line + (IsNarrow ? Line - 2 : 0) + (IsWindow ? Overview + 2 : 0) + Strip + Between;
        AxisY = 4 + parts.Stages.Count * _stage - Between;
        Bottom = AxisY + 40;
    }

    /// <summary>All slots.</summary>
    public PlaceAxis All { get; }

    /// <summary>The slots that have bars.</summary>
    public PlaceAxis Axis { get; }

    /// <summary>Whether those are a part of all.</summary>
    public bool IsWindow { get; }

    /// <summary>Whether signals have lines of their own.</summary>
    public bool IsNarrow { get; }

    /// <summary>The line that the last bars stand on.</summary>
    public double AxisY { get; }

    /// <summary>How high the picture is.</summary>
    public double Bottom { get; }

    /// <summary>How high a weight of one is.</summary>
    public static double BarHeight => Strip;

    /// <summary>How high the strip of all slots is.</summary>
    public static double AllHeight => Overview;

    /// <summary>The base line of a stage's name.</summary>
    public double NameAt(int stage) => 4 + stage * _stage + Line - 5;

    /// <summary>The base line of what made a stage so.</summary>
    public double SignalAt(int stage) => NameAt(stage) + (IsNarrow ? Line - 2 : 0);

    /// <summary>The upper side of the strip of all slots.</summary>
    public double AllAt(int stage) => SignalAt(stage) + 5;

    /// <summary>The line that a stage's bars stand on.</summary>
    public double BottomAt(int stage) => 4 + stage * _stage + _stage - Between;

    /// <summary>The weights of all slots as an image, by their roots, so that light ones are seen.</summary>
    public string AllImage(IReadOnlyList<float> weights, bool isFile)
    {
        int group = HeatMap.GroupOf(weights.Count, (int)All.Width);
        var dots = new float[(weights.Count + group - 1) / group];
        for (int slot = 0; slot < weights.Count; slot++)
            dots[slot / group] = Math.Max(dots[slot / group], weights[slot]);
        return (isFile ? new Raster(All.Width, Overview) : new Raster()).Of(dots, dots.Length, ValueScale.Weights);
    }

    /// <summary>What is shown of a large memory, in words; empty where all is.</summary>
    public string Window => IsWindow
        ? string.Create(CultureInfo.InvariantCulture, $"slots {Axis.First} to {Axis.First + Axis.Count - 1} of {All.Count:N0}")
        : "";
}
