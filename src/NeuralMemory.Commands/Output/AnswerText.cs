using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>What machines answer, to be read.</summary>
internal static class AnswerText
{
    /// <summary>Some answers, each below what it answers; nothing where there are none.</summary>
    public static void Print(Terminal terminal, IReadOnlyList<GivenAnswer> answers)
    {
        foreach (GivenAnswer given in answers)
        {
            (string Name, string Text)[] lines =
            [
                .. given.Shown.Select(shown => (shown.Key, string.Join(' ', shown.Value))),
                .. given.Wanted is { } wanted ? ((string, string)[])[("wanted", string.Join(' ', wanted))] : [],
                ("answer", string.Join(' ', given.Answer) + (given.HasEnded ? "" : " ...")),
            ];
            int width = lines.Max(line => line.Name.Length);
            terminal.Out.WriteLine();
            foreach ((string name, string text) in lines)
                terminal.WriteWords($"{name.PadRight(width)}  {Quoted.Harmless(text)}", indent: width + 2);
        }
    }

    /// <summary>An answer for scripts.</summary>
    public static JsonObject Document(GivenAnswer given)
    {
        JsonObject document = new()
        {
            ["episode"] = given.Episode,
            ["shown"] = new JsonObject(given.Shown.Select(shown => KeyValuePair.Create<string, JsonNode?>(shown.Key, Words(shown.Value)))),
        };
        if (given.Wanted is { } wanted)
            document["wanted"] = Words(wanted);
        document["answer"] = Words(given.Answer);
        document["has_ended"] = given.HasEnded;
        return document;
    }

    private static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(word => JsonValue.Create(word))]);
}
