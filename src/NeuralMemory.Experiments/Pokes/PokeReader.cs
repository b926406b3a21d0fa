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
        return kind switch
        {
            PokeText.Clamp => ReadClamp(rest, mark),
            PokeText.Head => ReadHead(rest, mark),
            _ => ReadNumber(kind, rest, mark),
        };
    }

    /// <summary>Reads a clamp without its first word.</summary>
    public static ClampPoke ReadClamp(string text, SourceMark mark)
    {
        Match match = Match(Addressed(), text, PokeText.Clamp, mark);
        (int first, int? last) = StepsOf(match, PokeText.Clamp, mark);
        return new(
            match.Groups["quantity"].Value, WholeOf(match, "head", PokeText.Clamp, mark), RealOf(match, PokeText.Clamp, mark), first, last)
        {
            Place = WholeOf(match, "place", PokeText.Clamp, mark),
        };
    }

    private static HeadPoke ReadHead(string text, SourceMark mark)
    {
        Match match = Match(Addressed(), text, PokeText.Head, mark);
        (int first, int? last) = StepsOf(match, PokeText.Head, mark);
        return WholeOf(match, "head", PokeText.Head, mark) is { } head && match.Groups["first"].Success && last is { } end
            && !match.Groups["place"].Success
            && int.TryParse(match.Groups["value"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int slot)
            ? new(match.Groups["quantity"].Value, head, slot, first, end)
            : throw Other(PokeText.Head, mark);
    }

    private static Poke ReadNumber(string kind, string text, SourceMark mark)
    {
        bool isMemory = kind == PokeText.Memory;
        Match match = Match(isMemory ? Cell() : Number(), text, kind, mark);
        int step = WholeOf(match, "step", kind, mark)!.Value, column = WholeOf(match, "column", kind, mark)!.Value;
        float value = RealOf(match, kind, mark);
        return isMemory
            ? new MemoryPoke(step, WholeOf(match, "slot", kind, mark)!.Value, column, value)
            : new InputPoke(step, column, value) { IsOfSource = kind == PokeText.Source };
    }

    private static Match Match(Regex form, string text, string kind, SourceMark mark) =>
        form.Match(text) is { Success: true } match ? match : throw Other(kind, mark);

    /// <summary>The steps; of none the whole episode.</summary>
    private static (int First, int? Last) StepsOf(Match match, string kind, SourceMark mark)
    {
        int first = WholeOf(match, "first", kind, mark) ?? 0;
        int? last = WholeOf(match, "last", kind, mark);
        if (last < first)
            throw Wrong(mark, $"the steps end before they begin: {first}..{last}");
        return (first, last ?? (match.Groups["first"].Success && !match.Groups["dots"].Success ? first : null));
    }

    private static int? WholeOf(Match match, string group, string kind, SourceMark mark) => match.Groups[group] switch
    {
        { Success: false } or { Value: "*" } => null,
        var digits => int.TryParse(digits.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw Other(kind, mark),
    };

    private static float RealOf(Match match, string kind, SourceMark mark) =>
        float.TryParse(match.Groups["value"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out float value)
        && float.IsFinite(value)
            ? value
            : throw Other(kind, mark);

    private static InvalidInputException Other(string kind, SourceMark mark) => Wrong(mark, $"expected {PokeText.Forms[kind]}");

    private static InvalidInputException Wrong(SourceMark mark, string message) => new(mark, message);

    [GeneratedRegex(@"\A(?<step>\d+):(?<column>\d+)=(?<value>\S+)\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"\A(?<step>\d+):(?<slot>\d+):(?<column>\d+)=(?<value>\S+)\z")]
    private static partial Regex Cell();

    [GeneratedRegex(
        @"\A(?<quantity>[^\s=@\[\]]+)(\[(?<head>\d+|\*)(,(?<place>\d+))?\])?(@(?<first>\d+)((?<dots>\.\.)(?<last>\d+)?)?)?=(?<value>\S+)\z")]
    private static partial Regex Addressed();
}
