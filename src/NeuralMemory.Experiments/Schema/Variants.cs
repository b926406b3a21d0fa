using System.Text.Json.Nodes;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>
/// A section of one of several kinds, which its key <c>kind</c> names; each kind has keys of its own. The kind added first is the default.
/// </summary>
/// <typeparam name="T">What all kinds are.</typeparam>
/// <param name="kindOf">The name of a value's kind.</param>
public sealed class Variants<T>(Func<T, string> kindOf) : ConfigValue<T>
{
    private const string KindKey = "kind";
    // Replaced as a whole: somebody may be reading a config meanwhile.
    private volatile Case[] _cases = [];

    /// <inheritdoc/>
    public override string Type => "section of a `kind`";

    /// <summary>The names of all kinds and of their presets.</summary>
    public IReadOnlyList<string> Kinds => [.. _cases.SelectMany(each => each.Names)];

    /// <summary>Stands for what kinds there are now: another object once there are others.</summary>
    internal object Version => _cases;

    /// <summary>Adds a kind.</summary>
    /// <param name="kind">Its name.</param>
    /// <param name="initial">Its defaults.</param>
    /// <param name="section">Its keys.</param>
    /// <param name="presets">
    /// Other defaults by a name of their own, which may stand in place of the kind's; what is written back is the kind.
    /// </param>
    public Variants<T> Kind<TKind>(
        string kind, TKind initial, Section<TKind> section, IReadOnlyDictionary<string, TKind>? presets = null)
        where TKind : T => LateKind(kind, initial, () => section, presets);

    /// <summary>Adds a kind whose keys are told once somebody asks for them.</summary>
    internal Variants<T> LateKind<TKind>(
        string kind, TKind initial, Func<Section<TKind>> section, IReadOnlyDictionary<string, TKind>? presets = null)
        where TKind : T
    {
        _cases = [.. _cases, new Case<TKind>(kind, initial, new(section), presets ?? new Dictionary<string, TKind>())];
        return this;
    }

    /// <summary>Takes kinds out again.</summary>
    internal void Remove(IReadOnlyList<string> kinds) => _cases = [.. _cases.Where(each => !kinds.Contains(each.Kind))];

    /// <inheritdoc/>
    public override T Read(YamlNode node, T fallback, string path, Diagnostics diagnostics)
    {
        Case chosen = Of(fallback);
        string? preset = null;
        IReadOnlyList<string> kinds = Kinds;
        if (node is not YamlMapping mapping)
        {
            diagnostics.Add(node.Mark, $"'{path}': expected a mapping with a 'kind' ({string.Join(", ", kinds)}), found {node.Describe()}");
            return fallback;
        }

        if (mapping.Find(KindKey) is { } written)
        {
            if (written.Value.AsChoice($"kind of {path}", kinds, diagnostics) is not { } kind)
                return fallback;
            chosen = _cases.Single(each => each.Names.Contains(kind));
            preset = chosen.Kind == kind ? null : kind;
        }

        return chosen.Read(node, fallback, chosen.Kind == kindOf(fallback), preset, path, diagnostics);
    }

    /// <inheritdoc/>
    public override YamlNode Write(T value)
    {
        YamlMapping mapping = new(default);
        Case chosen = Of(value);
        mapping.Set(new(KindKey, default, new YamlScalar(default, chosen.Kind)));
        chosen.WriteTo(mapping, value);
        return mapping;
    }

    /// <inheritdoc/>
    public override JsonObject ToJsonSchema() =>
        new() { ["oneOf"] = new JsonArray([.. _cases.Select((each, i) => (JsonNode)each.ToJsonSchema(isUsual: i == 0))]) };

    /// <inheritdoc/>
    public override IEnumerable<ConfigKey> Keys(string path, T initial, YamlNode? written = null)
    {
        Case? named = (written as YamlMapping)?.Find(KindKey)?.Value is YamlScalar kind
            ? _cases.FirstOrDefault(each => each.Names.Contains(kind.Text))
            : null;
        Case[] asked = named is null ? _cases : [named];
        string kinds = string.Join(" or ", _cases.SelectMany(each => each.Names).Select(name => $"`{name}`"));
        yield return new(Below(path, KindKey), [], kinds, kindOf(initial), false, false, "Which kind; its own keys follow");
        // Kinds that have a key in common share its row.
        IEnumerable<ConfigKey> below = asked.SelectMany(each => each.Keys(path, written));
        foreach (var shared in below.GroupBy(key => key with { Kinds = [] }, KeyComparer.Instance))
        {
            string[] having = [.. shared.SelectMany(key => key.Kinds).Distinct()];
            yield return shared.Key with { Kinds = having.Length == asked.Length ? [] : having };
        }
    }

    private Case Of(T value) => _cases.Single(each => each.Kind == kindOf(value));

    private sealed class KeyComparer : IEqualityComparer<ConfigKey>
    {
        public static KeyComparer Instance { get; } = new();

        public bool Equals(ConfigKey? x, ConfigKey? y) =>
            (x?.Path, x?.Type, x?.Default, x?.Meaning) == (y?.Path, y?.Type, y?.Default, y?.Meaning);

        public int GetHashCode(ConfigKey key) => HashCode.Combine(key.Path, key.Type, key.Default, key.Meaning);
    }

    private abstract class Case(string kind)
    {
        public string Kind => kind;

        /// <summary>The kind and its presets.</summary>
        public abstract IEnumerable<string> Names { get; }

        public abstract T Read(YamlNode node, T fallback, bool isOfKind, string? preset, string path, Diagnostics diagnostics);

        public abstract void WriteTo(YamlMapping mapping, T value);

        /// <param name="isUsual">Whether this kind is meant where none is written.</param>
        public abstract JsonObject ToJsonSchema(bool isUsual);

        public abstract IEnumerable<ConfigKey> Keys(string path, YamlNode? written);
    }

    private sealed class Case<TKind>(
        string kind, TKind initial, Lazy<Section<TKind>> section, IReadOnlyDictionary<string, TKind> presets) : Case(kind)
        where TKind : T
    {
        public override IEnumerable<string> Names => [Kind, .. presets.Keys];

        public override T Read(YamlNode node, T fallback, bool isOfKind, string? preset, string path, Diagnostics diagnostics)
        {
            TKind defaults = preset is not null ? presets[preset] : isOfKind ? (TKind)fallback! : initial;
            return section.Value.Read(node, defaults, path, $"'{path}' of kind {preset ?? Kind}", [KindKey], diagnostics);
        }

        public override void WriteTo(YamlMapping mapping, T value) => section.Value.WriteTo(mapping, (TKind)value!);

        public override JsonObject ToJsonSchema(bool isUsual) =>
            section.Value.ToJsonSchema(
                new()
                {
                    [KindKey] = presets.Count == 0
                        ? new JsonObject { ["const"] = Kind }
                        : new JsonObject { ["enum"] = new JsonArray([.. Names.Select(name => (JsonNode)name)]) },
                },
                isUsual ? [] : [KindKey]);

        public override IEnumerable<ConfigKey> Keys(string path, YamlNode? written) =>
            section.Value.Keys(path, initial, written).Select(key => key with { Kinds = [Kind] });
    }
}
