using System.Globalization;
using System.Text.RegularExpressions;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>Reads pokes from texts; whether an episode has what they name is another question (<see cref="PokeRules"/>).</summary>
internal static partial class PokeReader
{
    private const int MostCharacters = 200;

    /// <summary>Reads each text of an option, and tells of all that are wrong.</summary>
    public static IReadOnlyList<T> ReadAll<T>(IEnumerable<string> texts, string option, Func<string, SourceMark, T> read)
    {
        Diagnostics diagnostics = new();
        List<T> pokes = [];
        foreach (string text in texts)
        {
            SourceMark mark = SourceMark.WholeFile($"{option} {text}");
            try
            {
                pokes.Add(read(text, mark));
            }
            catch (InvalidInputException exception)
            {
                diagnostics.Add(mark, exception.Diagnostics[0].Message);
            }
        }

        diagnostics.ThrowIfAny();
        return pokes;
    }

    /// <summary>Reads a poke.</summary>
    public static Poke Read(string text, SourceMark mark)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string kind = colon < 0 ? text : text[..colon];
        if (text.Length > MostCharacters)
            throw Wrong(mark, "no poke is as long as this");
        if (colon < 0 || !PokeText.Forms.ContainsKey(kind))
            throw Wrong(mark, $"a poke begins with what is changed, as in memory:20:5:3=0.5 or clamp:write/gates=0; found "
                + $"'{kind}'{NearestName.Hint(kind, PokeText.Forms.Keys)}");
        string rest = text[(colon + 1)..];
        Place place = new(PokeText.Forms[kind], mark);
        return kind switch
        {
            PokeText.Clamp => ReadClamp(rest, place),
            PokeText.Head => ReadHead(rest, place),
            PokeText.Memory => ReadMemory(rest, place),
            _ => ReadInput(rest, isOfSource: kind == PokeText.Source, place),
        };
    }

    /// <summary>Reads a clamp where nothing but clamps is read; the word that it begins with elsewhere may stand there.</summary>
    public static ClampPoke ReadShortClamp(string text, SourceMark mark)
    {
        string prefix = PokeText.Clamp + ":", own = text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
        return text.Length > MostCharacters ? throw Wrong(mark, "no clamp is as long as this")
            : ReadClamp(own, new("GATE=VALUE, such as write/gates=0, heads/gates[1]@12..20=0 or read/modes[0,2]=1", mark));
    }

    private static ClampPoke ReadClamp(string text, Place place)
    {
        Match match = Match(Addressed(), text, place);
        (int first, int? last) = StepsOf(match, place);
        return new(match.Groups["quantity"].Value, WholeOf(match, "head", place), RealOf(match, place), first, last)
        {
            Place = WholeOf(match, "place", place),
        };
    }

    private static HeadPoke ReadHead(string text, Place place)
    {
        Match match = Match(Addressed(), text, place);
        (int first, int? last) = StepsOf(match, place);
        return WholeOf(match, "head", place) is { } head && match.Groups["first"].Success && last is { } end
            && !match.Groups["place"].Success
            && int.TryParse(match.Groups["value"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int slot)
            ? new(match.Groups["quantity"].Value, head, slot, first, end)
            : throw Other(place);
    }

    private static InputPoke ReadInput(string text, bool isOfSource, Place place)
    {
        Match match = Match(Number(), text, place);
        return new(WholeOf(match, "step", place)!.Value, WholeOf(match, "column", place)!.Value, RealOf(match, place))
        {
            IsOfSource = isOfSource,
        };
    }

    private static MemoryPoke ReadMemory(string text, Place place)
    {
        Match match = Match(Cell(), text, place);
        return new(
            WholeOf(match, "step", place)!.Value, WholeOf(match, "slot", place)!.Value, WholeOf(match, "column", place)!.Value,
            RealOf(match, place));
    }

    private static Match Match(Regex form, string text, Place place) =>
        form.Match(text) is { Success: true } match ? match : throw Other(place);

    /// <summary>The steps; of none the whole episode.</summary>
    private static (int First, int? Last) StepsOf(Match match, Place place)
    {
        int first = WholeOf(match, "first", place) ?? 0;
        int? last = WholeOf(match, "last", place);
        if (last < first)
            throw Wrong(place.Mark, $"the steps end before they begin: {first}..{last}");
        return (first, last ?? (match.Groups["first"].Success && !match.Groups["dots"].Success ? first : null));
    }

    private static int? WholeOf(Match match, string group, Place place) => match.Groups[group] switch
    {
        { Success: false } or { Value: "*" } => null,
        var digits => int.TryParse(digits.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw Other(place),
    };

    private static float RealOf(Match match, Place place) =>
        float.TryParse(match.Groups["value"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out float value)
        && float.IsFinite(value)
            ? value
            : throw Other(place);

    private static InvalidInputException Other(Place place) => Wrong(place.Mark, $"expected {place.Form}");

    private static InvalidInputException Wrong(SourceMark mark, string message) => new(mark, message);

    /// <summary>Where a text stands, and what is expected there.</summary>
    private readonly record struct Place(string Form, SourceMark Mark);

    [GeneratedRegex(@"\A(?<step>\d+):(?<column>\d+)=(?<value>\S+)\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"\A(?<step>\d+):(?<slot>\d+):(?<column>\d+)=(?<value>\S+)\z")]
    private static partial Regex Cell();

    [GeneratedRegex(
        @"\A(?<quantity>[^\s=@\[\]]+)(\[(?<head>\d+|\*)(,(?<place>\d+))?\])?"
        + @"(@(?<first>\d+)((?<dots>\.\.)(?<last>\d+)?)?)?=(?<value>\S+)\z")]
    private static partial Regex Addressed();
}
