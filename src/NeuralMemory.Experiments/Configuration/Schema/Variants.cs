using System.Text.Json.Nodes;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>A section of one of several kinds, which its key <c>kind</c> names; each kind has keys of its own.</summary>
/// <typeparam name="T">What all kinds are.</typeparam>
/// <param name="kindOf">The name of a value's kind.</param>
public sealed class Variants<T>(Func<T, string> kindOf) : ConfigValue<T>
{
    private const string KindKey = "kind";
    private readonly List<Case> _cases = [];

    /// <inheritdoc/>
    public override string Type => "section of a `kind`";

    /// <summary>Adds a kind.</summary>
    /// <param name="kind">Its name.</param>
    /// <param name="initial">Its defaults.</param>
    /// <param name="section">Its keys.</param>
    public Variants<T> Kind<TKind>(string kind, TKind initial, Section<TKind> section) where TKind : T
    {
        _cases.Add(new Case<TKind>(kind, initial, section));
        return this;
    }

    /// <inheritdoc/>
    public override T Read(YamlNode node, T fallback, string path, Diagnostics diagnostics)
    {
        Case chosen = Of(fallback);
        string[] kinds = [.. _cases.Select(each => each.Kind)];
        if (node is not YamlMapping mapping)
        {
            diagnostics.Add(node.Mark, $"'{path}': expected a mapping with a 'kind' ({string.Join(", ", kinds)}), found {node.Describe()}");
            return fallback;
        }

        if (mapping.Find(KindKey) is { } written)
        {
            if (written.Value.AsChoice($"kind of {path}", kinds, diagnostics) is not { } kind)
                return fallback;
            chosen = _cases.Single(each => each.Kind == kind);
        }

        return chosen.Read(node, fallback, chosen.Kind == kindOf(fallback), path, diagnostics);
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
        new() { ["oneOf"] = new JsonArray([.. _cases.Select(each => (JsonNode)each.ToJsonSchema())]) };

    /// <inheritdoc/>
    public override IEnumerable<ConfigKey> Keys(string path, T initial)
    {
        string kinds = string.Join(" or ", _cases.Select(each => $"`{each.Kind}`"));
        yield return new(Below(path, KindKey), [], kinds, kindOf(initial), false, false, "Which kind; its own keys follow");
        // Kinds that have a key in common share its row.
        foreach (var shared in _cases.SelectMany(each => each.Keys(path)).GroupBy(key => key with { Kinds = [] }, KeyComparer.Instance))
        {
            string[] having = [.. shared.SelectMany(key => key.Kinds).Distinct()];
            yield return shared.Key with { Kinds = having.Length == _cases.Count ? [] : having };
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

        public abstract T Read(YamlNode node, T fallback, bool isOfKind, string path, Diagnostics diagnostics);

        public abstract void WriteTo(YamlMapping mapping, T value);

        public abstract JsonObject ToJsonSchema();

        public abstract IEnumerable<ConfigKey> Keys(string path);
    }

    private sealed class Case<TKind>(string kind, TKind initial, Section<TKind> section) : Case(kind) where TKind : T
    {
        public override T Read(YamlNode node, T fallback, bool isOfKind, string path, Diagnostics diagnostics) =>
            section.Read(node, isOfKind ? (TKind)fallback! : initial, path, $"'{path}' of kind {Kind}", [KindKey], diagnostics);

        public override void WriteTo(YamlMapping mapping, T value) => section.WriteTo(mapping, (TKind)value!);

        public override JsonObject ToJsonSchema() =>
            section.ToJsonSchema(new() { [KindKey] = new JsonObject { ["const"] = Kind } }, [KindKey]);

        public override IEnumerable<ConfigKey> Keys(string path) => section.Keys(path, initial).Select(key => key with { Kinds = [Kind] });
    }
}
