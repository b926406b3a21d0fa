using System.Text.Json.Nodes;

namespace NeuralMemory.Exports;

/// <summary>A machine as a module of PyTorch: what its program is made of, what that needs to know, and where its arrays go.</summary>
internal sealed class TorchModule
{
    private readonly List<TorchRule> _rules = [];
    private readonly List<string> _parts = [];
    private readonly HashSet<string> _flags = [];
    private readonly Dictionary<string, string> _words = [];

    /// <param name="className">The class of the whole machine.</param>
    /// <param name="part">The template that it stands in.</param>
    public TorchModule(string className, string part)
    {
        (ClassName, Part) = (className, part);
        Say("class", className);
    }

    /// <summary>The class of the whole machine.</summary>
    public string ClassName { get; }

    /// <summary>The template that it stands in.</summary>
    public string Part { get; }

    /// <summary>Whether the machine goes step by step, so that it can be stepped by hand.</summary>
    public bool IsStepped { get; init; }

    /// <summary>Whether it reads a source apart from its inputs.</summary>
    public bool ReadsSource { get; init; }

    /// <summary>The templates of what the class is made of, in order.</summary>
    public IReadOnlyList<string> Parts => _parts;

    /// <summary>What holds for the machine: a template's lines are there or not for it.</summary>
    public IReadOnlySet<string> Flags => _flags;

    /// <summary>What stands in a template for <c>{{name}}</c>.</summary>
    public IReadOnlyDictionary<string, string> Words => _words;

    /// <summary>What the class is made with: the arguments of its constructor.</summary>
    public JsonObject Arguments { get; } = [];

    /// <summary>Where the arrays go.</summary>
    public TorchLayout Layout => new(_rules);

    /// <summary>A template is needed; once is enough.</summary>
    public void Need(string part)
    {
        if (!_parts.Contains(part))
            _parts.Add(part);
    }

    /// <summary>Something holds.</summary>
    public void Set(string flag, bool holds = true)
    {
        if (holds)
            _flags.Add(flag);
    }

    /// <summary>Something stands for <c>{{name}}</c>.</summary>
    public void Say(string name, string text) => _words[name] = text;

    /// <summary>Something holds, and then stands for <c>{{name}}</c>; else nothing does.</summary>
    public void SayIf(bool holds, string name, string text)
    {
        Set(name, holds);
        Say(name, holds ? text : "");
    }

    /// <summary>Some arrays go somewhere.</summary>
    public void Add(params ReadOnlySpan<TorchRule> rules) => _rules.AddRange(rules);

    /// <summary>An array goes on under another name.</summary>
    public void Rename(string ours, string theirs) => Add(new RenamedArray(ours, theirs));

    /// <summary>A linear layer.</summary>
    public void Linear(string ours, string theirs, bool bias = true)
    {
        Rename($"{ours}/weight", $"{theirs}.weight");
        if (bias)
            Rename($"{ours}/bias", $"{theirs}.bias");
    }

    /// <summary>A layer norm, or one in parts.</summary>
    public void Norm(string ours, string theirs)
    {
        Rename($"{ours}/gain", $"{theirs}.weight");
        Rename($"{ours}/bias", $"{theirs}.bias");
    }
}
