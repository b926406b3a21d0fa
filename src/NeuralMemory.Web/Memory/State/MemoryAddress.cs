using System.Globalization;
using System.Text;
using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Web;

/// <summary>
/// The address of what the memory page shows. <see cref="Write"/> leaves out what is as usual, and <see cref="Read"/> reads all that it
/// writes: an address that is sent to somebody shows the same.
/// </summary>
public static class MemoryAddress
{
    /// <summary>The most pokes of an address.</summary>
    public const int MostPokes = 100;

    /// <summary>The most titles of rows that an address folds, and that it opens.</summary>
    public const int MostTitles = 100;

    /// <summary>The page, and what is seen on it as a picture.</summary>
    public const string Page = "memory", Picture = "memory.svg";

    private const string Readable = "/:,=*[]@";

    private static readonly string[] Names =
    [
        "run", "checkpoint", "episode", "seed", "slots", "set", "at", "color", "head", "links", "layer", "layer-head", "ask",
        "ask-column", "fold", "open", "poke", "with", "with-checkpoint", "follow",
    ];

    /// <summary>The page's address below the viewer's, such as <c>memory?run=ntm-copy&amp;at=12</c>.</summary>
    public static string Write(MemoryState state, string page = Page)
    {
        ArgumentNullException.ThrowIfNull(state);
        StringBuilder text = new(page);
        Add("run", state.Run is "" ? null : state.Run);
        Add("checkpoint", state.Checkpoint.IsLatest ? null : state.Checkpoint.ToString());
        Add("episode", Text(state.Episode));
        Add("seed", Text(state.Seed));
        Add("slots", Text(state.Slots));
        foreach (string setting in state.Settings)
            Add("set", setting);
        Add("at", Text(state.At));
        Add("color", state.ByWriter ? "writer" : null);
        Add("head", UnlessZero(state.Head));
        Add("links", state.LinksAsMatrix ? "matrix" : null);
        Add("layer", UnlessZero(state.Layer));
        Add("layer-head", UnlessZero(state.LayerHead));
        Add("ask", Text(state.Asked));
        Add("ask-column", state.Asked is null ? null : UnlessZero(state.AskedColumn));
        foreach (string title in state.Folded)
            Add("fold", title);
        foreach (string title in state.Opened)
            Add("open", title);
        foreach (Poke poke in state.Pokes)
            Add("poke", poke.ToString());
        Add("with", state.With);
        Add("with-checkpoint", state.With is null || state.WithCheckpoint.IsLatest ? null : state.WithCheckpoint.ToString());
        Add("follow", state.Follows ? "yes" : null);
        return text.ToString();

        void Add(string name, string? value)
        {
            if (value is null)
                return;
            text.Append(text.Length == page.Length ? '?' : '&').Append(name).Append('=').Append(Escaped(value));
        }
    }

    /// <summary>Reads an address.</summary>
    /// <param name="query">What stands behind the question mark, with it or without.</param>
    /// <param name="problems">Receives a sentence for each part that cannot be read, and is left out.</param>
    public static MemoryState Read(string query, ICollection<string> problems)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(problems);
        MemoryState state = new();
        List<string> settings = [], folded = [], opened = [];
        List<Poke> pokes = [];
        foreach (string part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = part.Split('=', 2);
            (string name, string value) = (Plain(sides[0]), Plain(sides.ElementAtOrDefault(1) ?? ""));
            if (Take(name, value) is { } problem)
                problems.Add(problem);
        }

        return state with { Settings = settings, Folded = folded, Opened = opened, Pokes = pokes };

        string? Take(string name, string value)
        {
            switch (name)
            {
                case "run":
                    state = state with { Run = value };
                    return null;
                case "with":
                    state = state with { With = value };
                    return null;
                case "set" when value.Contains('=', StringComparison.Ordinal):
                    settings.Add(value);
                    return null;
                case "set":
                    return $"'set={value}' in the address says no value; expected a parameter of the task as in 'set=length=20'";
                case "color" when value is "writer" or "value":
                    state = state with { ByWriter = value == "writer" };
                    return null;
                case "color":
                    return $"there is no color '{value}'; expected 'value' or 'writer'";
                case "links" when value is "matrix" or "arcs":
                    state = state with { LinksAsMatrix = value == "matrix" };
                    return null;
                case "links":
                    return $"links cannot be shown as '{value}'; expected 'arcs' or 'matrix'";
                case "follow" when value is "yes" or "no":
                    state = state with { Follows = value == "yes" };
                    return null;
                case "follow":
                    return $"'follow={value}' in the address is not understood; expected 'yes' or 'no'";
                case "fold" or "open":
                    return TakeTitle(name == "fold" ? folded : opened, name, value);
                case "poke":
                    return TakePoke(value);
                case "checkpoint" or "with-checkpoint" when CheckpointChoice.TryParse(value, out CheckpointChoice choice):
                    state = name == "checkpoint" ? state with { Checkpoint = choice } : state with { WithCheckpoint = choice };
                    return null;
                case "checkpoint" or "with-checkpoint":
                    return $"'{name}={value}' in the address names no checkpoint; expected the number of its step, or 'best'";
                default:
                    return TakeNumber(name, value);
            }
        }

        string? TakeTitle(List<string> titles, string name, string value)
        {
            if (value.Length == 0)
                return $"'{name}=' in the address says no rows; expected their title, as in '{name}=read head'";
            if (titles.Count == MostTitles)
                return string.Create(
                    CultureInfo.InvariantCulture, $"more than {MostTitles} parts '{name}=' are in the address; the others are left out");
            if (!titles.Contains(value))
                titles.Add(value);
            return null;
        }

        string? TakePoke(string value)
        {
            if (pokes.Count == MostPokes)
                return string.Create(
                    CultureInfo.InvariantCulture, $"more than {MostPokes} pokes are in the address; the others are left out");
            try
            {
                pokes.Add(Poke.Parse(value));
                return null;
            }
            catch (InvalidInputException exception)
            {
                return $"{Quoted.Text($"poke={value}")} in the address: {exception.Diagnostics[0].Message}";
            }
        }

        string? TakeNumber(string name, string value)
        {
            if (!Names.Contains(name))
                return $"the memory page has no '{name}' in its address{NearestName.Hint(name, Names)}";
            bool isLong = name is "episode" or "seed";
            int least = name == "slots" ? 1 : 0;
            if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) || number < least
                || (!isLong && number > int.MaxValue))
                return $"'{name}={value}' in the address is no number that it can be; expected a whole one from {least}";
            state = name switch
            {
                "episode" => state with { Episode = number },
                "seed" => state with { Seed = number },
                "slots" => state with { Slots = (int)number },
                "at" => state with { At = (int)number },
                "head" => state with { Head = (int)number },
                "layer" => state with { Layer = (int)number },
                "layer-head" => state with { LayerHead = (int)number },
                "ask" => state with { Asked = (int)number },
                _ => state with { AskedColumn = (int)number },
            };
            return null;
        }
    }

    private static string? Text<T>(T? number) where T : struct, IFormattable => number?.ToString(null, CultureInfo.InvariantCulture);

    private static string? UnlessZero(int number) => number == 0 ? null : Text<int>(number);

    private static string Plain(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    /// <summary>With what a query may have and a reader wants to read left as it is.</summary>
    private static string Escaped(string text) => Readable.Aggregate(
        Uri.EscapeDataString(text), (escaped, sign) => escaped.Replace(Uri.HexEscape(sign), $"{sign}", StringComparison.Ordinal));
}
