using System.Globalization;
using System.Text.RegularExpressions;

namespace NeuralMemory.Exports;

/// <summary>The Python program of a machine, and a few words for whoever finds it.</summary>
internal static class TorchProgram
{
    /// <summary>What tells a program that was made here from others.</summary>
    public const string Mark = "Written by neuralmemory";

    /// <summary>The program.</summary>
    public static string Of(TorchModule module, TorchAbout about)
    {
        Dictionary<string, string> words = Words(module, about);
        string body = TemplateText.Join(
            ((string[])[.. module.Parts, module.Part, "files"]).Select(part => TemplateText.Fill(Load(part), module.Flags, words)));
        // What is imported is what is used.
        HashSet<string> used = [.. ((string[])["math.", "NamedTuple", "F."]).Where(name => Uses(body, name))];
        return TemplateText.Join([TemplateText.Fill(Load("head"), used, words), "", body]);
    }

    private static string Load(string part) => TemplateText.Load($"{part}.py");

    private static bool Uses(string program, string name) => Regex.IsMatch(program, $@"\b{Regex.Escape(name)}[a-z\W]");

    /// <summary>The words.</summary>
    public static string ReadmeOf(TorchModule module, TorchAbout about) =>
        TemplateText.Fill(TemplateText.Load("README.md"), Flags(module), Words(module, about));

    private static HashSet<string> Flags(TorchModule module)
    {
        HashSet<string> flags = [.. module.Flags];
        if (module.IsStepped)
            flags.Add("stepped");
        if (module.ReadsSource)
            flags.Add("source");
        return flags;
    }

    private static Dictionary<string, string> Words(TorchModule module, TorchAbout about)
    {
        Dictionary<string, string> words = new(module.Words)
        {
            ["machine"] = Harmless(about.Machine),
            ["run"] = Harmless(about.Run),
            ["task"] = Harmless(about.Task),
            ["step"] = about.Step.ToString(CultureInfo.InvariantCulture),
        };
        words.TryAdd("letters", "");
        return words;
    }

    /// <summary>A name that ends no string of a program, whatever its folder is called.</summary>
    private static string Harmless(string text) =>
        string.Concat(text.Select(letter => letter is '"' or '\\' or '`' || char.IsControl(letter) ? '?' : letter));
}
