using System.Text.RegularExpressions;
using NeuralMemory.Machines;

namespace NeuralMemory.Experiments;

/// <summary>A kind of machine that a config can name, with the keys that it has: <c>machine: { kind: my-gru, units: 64 }</c>.</summary>
public abstract partial class MachineKind
{
    private protected MachineKind(string name, IEnumerable<string> presets) => (Name, Names) = (name, [name, .. presets]);

    /// <summary>What a config calls it.</summary>
    public string Name { get; }

    /// <summary>That, and what its presets are called.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>A kind.</summary>
    /// <param name="initial">What the machine is when only its kind is written; its <see cref="MachineConfig.Kind"/> is the name.</param>
    /// <param name="section">The keys of a config, each with what it takes and what it means.</param>
    /// <param name="presets">Other defaults by a name of their own, which may stand in place of the kind's.</param>
    /// <exception cref="ArgumentException">A name is not of lower-case letters, digits and hyphens.</exception>
    public static MachineKind Of<TConfig>(
        TConfig initial, Section<TConfig> section, IReadOnlyDictionary<string, TConfig>? presets = null)
        where TConfig : MachineConfig
    {
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentNullException.ThrowIfNull(section);
        Typed<TConfig> kind = new(initial, section, presets ?? new Dictionary<string, TConfig>());
        foreach (string name in kind.Names)
            if (name is null || !NameForm().IsMatch(name))
                throw new ArgumentException(
                    $"'{name}' cannot name a kind of machine: expected lower-case letters, digits and '-', beginning with a letter");
        return kind;
    }

    internal abstract void AddTo(Variants<MachineConfig> variants);

    [GeneratedRegex(@"^[a-z][a-z0-9-]*\z")]
    private static partial Regex NameForm();

    private sealed class Typed<TConfig>(TConfig initial, Section<TConfig> section, IReadOnlyDictionary<string, TConfig> presets)
        : MachineKind(initial.Kind, presets.Keys)
        where TConfig : MachineConfig
    {
        internal override void AddTo(Variants<MachineConfig> variants) => variants.Kind(Name, initial, section, presets);
    }
}
