using System.Globalization;

namespace NeuralMemory.Reports;

/// <summary>
/// Where the parts of a look back are on paper: the answer above its step, a row for each head with what it looked at, the episode's steps
/// below, and what was shown at those that it came from.
/// </summary>
internal sealed class TraceBackLayout
{
    /// <summary>How high a chip is, how wide a card, and how high the words of the source.</summary>
    public const double ChipHeight = 20, CardWidth = 46, WordHeight = 22;

    private const double Right = 14, Row = 36, Line = 14, MostNumbers = 66, LeastGutter = 64, SlotChip = 70, PlaceChip = 40, Gap = 4;
    private const int MostRows = 12;

    private readonly TraceBack _origin;

    /// <param name="origin">What was found.</param>
    /// <param name="width">How wide the picture is.</param>
    public TraceBackLayout(TraceBack origin, double width)
    {
        _origin = origin;
        string[] heads = [.. origin.Heads.OrderByDescending(head => Reads(head).Select(read => read.Weight).DefaultIfEmpty().Max())
            .Take(MostRows).OrderBy(head => Place(origin.Heads, head))];
        LeftOut = origin.Heads.Count - heads.Length;
        double names = heads.Select(name => ChartWords.WidthOf(name, ChartWords.MarkSize)).DefaultIfEmpty().Max() + 22;
        Gutter = Math.Clamp(names, LeastGutter, 0.32 * width);
        Time = new(Gutter, width - Gutter - Right, 0, Math.Max(1, origin.Steps));
        Source = new(Gutter, Time.Width, 0, Math.Max(1, origin.Source.Count));
        AnswerX = Math.Clamp(Time.Middle(origin.Step), Gutter + 8, Time.Right - 8);
        AnswerBottom = 20 + HeightOf(origin.Answer);
        double y = AnswerBottom + 26;
        // All chips are alike, as small as the fullest row needs.
        bool areSlots = origin.Reads.Any(read => read.Kind is ReadPlace.Slot or ReadPlace.Latent);
        int fullest = heads.Select(head => Reads(head).Count()).DefaultIfEmpty().Max();
        double size = Math.Min(areSlots ? SlotChip : PlaceChip, Time.Width / Math.Max(1, fullest) - Gap);
        List<OriginRow> rows = [];
        foreach (string head in heads)
        {
            rows.Add(RowOf(head, y, size));
            y += Row;
        }

        Rows = rows;
        y += 6;
        if (origin.Source.Count > 0)
        {
            SourceY = y;
            Words = WordsBeside();
            y += WordHeight + 8;
        }

        Cards = CardsAt(y + 18);
        HasTime = Cards.Count > 0 || SourceY is null;
        TimeY = y;
        Bottom = HasTime ? y + 18 + Cards.Select(card => Line + HeightOf(card.Shown)).DefaultIfEmpty().Max() + 22 : y + 12;
    }

    /// <summary>The room for the names of heads.</summary>
    public double Gutter { get; }

    /// <summary>The steps of the episode.</summary>
    public PlaceAxis Time { get; }

    /// <summary>The places of the source.</summary>
    public PlaceAxis Source { get; }

    /// <summary>The middle of the answer, and its lower end.</summary>
    public double AnswerX { get; }

    /// <summary>The lower end of the answer.</summary>
    public double AnswerBottom { get; }

    /// <summary>The heads.</summary>
    public IReadOnlyList<OriginRow> Rows { get; }

    /// <summary>How many heads have no room.</summary>
    public int LeftOut { get; }

    /// <summary>The upper side of the source's words; null for none.</summary>
    public double? SourceY { get; }

    /// <summary>The source's words that have room, with their middles.</summary>
    public IReadOnlyList<(string Word, double X, int Place)> Words { get; } = [];

    /// <summary>Whether the steps are shown: not where all came from the source.</summary>
    public bool HasTime { get; }

    /// <summary>The line of steps.</summary>
    public double TimeY { get; }

    /// <summary>What was shown at the steps that it came from.</summary>
    public IReadOnlyList<OriginCard> Cards { get; }

    /// <summary>How high the picture is.</summary>
    public double Bottom { get; }

    /// <summary>How high a number is where a step has so many.</summary>
    public static double NumberHeight(ShownStep shown) => Math.Clamp(MostNumbers / Math.Max(1, shown.Numbers.Count), 1, 9);

    /// <summary>How high what was shown is.</summary>
    public static double HeightOf(ShownStep shown) =>
        shown.Numbers.Count * NumberHeight(shown) + (shown.Words.Length > 0 || shown.Numbers.Count == 0 ? Line : 0);

    /// <summary>A line that bends from one point to another below it.</summary>
    public static string Curve(double x1, double y1, double x2, double y2) => string.Create(CultureInfo.InvariantCulture,
        $"M{x1:0.##} {y1:0.##}C{x1:0.##} {(y1 + y2) / 2:0.##} {x2:0.##} {(y1 + y2) / 2:0.##} {x2:0.##} {y2:0.##}");

    private IEnumerable<ReadOrigin> Reads(string head) => _origin.Reads.Where(read => read.Head == head);

    private static int Place(IReadOnlyList<string> heads, string head) =>
        Enumerable.Range(0, heads.Count).First(place => heads[place] == head);

    private OriginRow RowOf(string head, double y, double size)
    {
        ReadOrigin[] reads = [.. Reads(head)];
        double[] middles = PlaceSpread.Of([.. reads.Select(X)], size + Gap, Gutter, Time.Right);
        return new(head, y, size,
        [
            .. reads.Zip(middles, (read, x) => new OriginChip(read, x, X(read), TextOf(read, size), ColorOf(read), InkOf(read))),
        ]);
    }

    /// <summary>Where what it looked at came from.</summary>
    private double X(ReadOrigin read) => read switch
    {
        { Kind: ReadPlace.Source } => Source.Middle(read.Place),
        { At: { } step } => Time.Middle(step),
        _ => Gutter,
    };

    /// <summary>The weight is left to the line's thickness where there is no room for it.</summary>
    private static string TextOf(ReadOrigin read, double size) => read.Kind is ReadPlace.Slot or ReadPlace.Latent
        ? string.Create(CultureInfo.InvariantCulture, $"{read.Place} · {read.Weight:0.00}") is var both
            && ChartWords.WidthOf(both, ChartWords.MarkSize) <= size ? both : read.Place.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{read.Weight:0.00}");

    private string? ColorOf(ReadOrigin read) => read switch
    {
        { Kind: ReadPlace.Source } => StepColors.At(read.Place, _origin.Source.Count),
        { At: { } step } => StepColors.At(step, _origin.Steps),
        _ => null,
    };

    private string? InkOf(ReadOrigin read) => read switch
    {
        { Kind: ReadPlace.Source } => StepColors.InkOn(read.Place, _origin.Source.Count),
        { At: { } step } => StepColors.InkOn(step, _origin.Steps),
        _ => null,
    };

    private List<(string, double, int)> WordsBeside()
    {
        double room = Source.Cell - 4;
        bool allFit = _origin.Source.All(word => ChartWords.WidthOf(word, ChartWords.MarkSize) <= room);
        HashSet<int> looked = [.. _origin.Reads.Where(read => read.Kind == ReadPlace.Source).Select(read => read.Place)];
        int[] shown = [.. Enumerable.Range(0, _origin.Source.Count).Where(place => allFit || looked.Contains(place))];
        double[] middles = allFit
            ? [.. shown.Select(place => Source.Middle(place))]
            : PlaceSpread.Of([.. shown.Select(place => Source.Middle(place))], CardWidth, Gutter, Source.Right);
        return [.. shown.Select((place, i) => (_origin.Source[place], middles[i], place))];
    }

    private List<OriginCard> CardsAt(double y)
    {
        int most = (int)Math.Max(1, Time.Width / CardWidth);
        (int Step, ShownStep Shown)[] cards =
        [
            .. _origin.Reads.Where(read => read is { At: not null, Shown: not null }).GroupBy(read => read.At!.Value)
                .OrderByDescending(group => group.Sum(read => read.Weight)).ThenBy(group => group.Key).Take(most)
                .Select(group => (group.Key, group.First().Shown!)).OrderBy(card => card.Key),
        ];
        double[] middles = PlaceSpread.Of([.. cards.Select(card => Time.Middle(card.Step))], CardWidth, Gutter, Time.Right);
        return [.. cards.Select((card, i) => new OriginCard(card.Step, card.Shown, middles[i], y))];
    }
}

/// <summary>What a head looked at.</summary>
/// <param name="Head">Its name.</param>
/// <param name="Y">The upper side of its chips.</param>
/// <param name="Size">How wide a chip is.</param>
/// <param name="Chips">The places.</param>
internal sealed record OriginRow(string Head, double Y, double Size, IReadOnlyList<OriginChip> Chips);

/// <summary>A place that a head looked at.</summary>
/// <param name="Read">What it is.</param>
/// <param name="X">Its middle.</param>
/// <param name="FromX">Where it came from.</param>
/// <param name="Text">What stands on it.</param>
/// <param name="Color">The color of the step that it came from; null for none.</param>
/// <param name="Ink">That of the text; null for the page's.</param>
internal sealed record OriginChip(ReadOrigin Read, double X, double FromX, string Text, string? Color, string? Ink);

/// <summary>What was shown at a step that it came from.</summary>
/// <param name="Step">The step.</param>
/// <param name="Shown">What was shown.</param>
/// <param name="X">Its middle.</param>
/// <param name="Y">Its upper side.</param>
internal sealed record OriginCard(int Step, ShownStep Shown, double X, double Y);
