using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

public sealed class ConfigMutationTests
{
    private static readonly string[] Fragments =
    [
        ":", "-", "{", "}", "[", "]", ",", "\n", "  ", "\t", "#", "'", "\"", "null", "~", "0", "-1", "1e999", "nan", "true", "kind",
        "&a", "*a", "!!str", "|", ">", "%", "@", "`", "\0", "\u2028", "ntm", "length", "99999999999999999999", "<<", "? ", "---\n", "...\n",
    ];

    [Fact]
    public void No_mutation_of_a_config_is_answered_with_anything_but_its_problems()
    {
        using Lab lab = new();
        string valid = File.ReadAllText(lab.Config(Lab.Small + "\nstop: { below: 1 }\n"));
        Gen<(int At, int Length, string Text)> edits =
            from at in Gen.Choose(0, valid.Length - 1)
            from length in Gen.Choose(0, 12)
            from text in Gen.Elements(Fragments)
            select (at, length, text);
        Prop.ForAll(Gen.ListOf(edits).ToArbitrary(), list => ReadsOrExplains(lab, Apply(valid, list.Take(6))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [Fact]
    public void No_override_is_answered_with_anything_but_its_problems()
    {
        using Lab lab = new();
        string path = lab.Config();
        string[] keys = [.. ConfigDocuments.Keys.Select(key => key.Path), "", ".", "training.", "nothing.at.all"];
        Gen<string> assignments =
            from key in Gen.Elements(keys)
            from separator in Gen.Elements("=", "", "==")
            from value in Gen.Elements<string>([.. Fragments, "\uD800", "5", "0.5", "adam", "[1, 2]", "{ kind: gru }", "{ a: 1 }"])
            select key + separator + value;
        Prop.ForAll(assignments.ToArbitrary(), assignment => ReadsOrExplains(() => Experiment.Load(path, [assignment])))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    private static string Apply(string text, IEnumerable<(int At, int Length, string Text)> edits)
    {
        StringBuilder changed = new(text);
        foreach (var (at, length, replacement) in edits)
        {
            int start = Math.Min(at, changed.Length);
            changed.Remove(start, Math.Min(length, changed.Length - start)).Insert(start, replacement);
        }

        return changed.ToString();
    }

    private static bool ReadsOrExplains(Lab lab, string yaml)
    {
        string path = lab.In("mutated.yaml");
        File.WriteAllText(path, yaml);
        return ReadsOrExplains(() => Experiment.Load(path));
    }

    /// <summary>What is read can be shown and read again; what is not is explained, one problem a line.</summary>
    private static bool ReadsOrExplains(Func<Experiment> load)
    {
        try
        {
            return load().ToYaml().Length > 0;
        }
        catch (InvalidInputException exception)
        {
            return exception.Diagnostics.Count > 0
                && exception.Diagnostics.All(each => each.Message.Length > 0 && !each.Message.Contains('\n'));
        }
    }
}
