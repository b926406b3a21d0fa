using System.Text.Json.Nodes;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>
/// A section of a config: its keys, each with what it takes, what it means, and how a record holds it. The record's own defaults are
/// the keys' defaults.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class Section<T> : ConfigValue<T>
{
    private readonly List<Entry> _entries = [];
    private string? _shorthand;

    /// <inheritdoc/>
    public override string Type => _shorthand is { } key ? $"section, or just its `{key}`" : "section";

    /// <summary>Adds a key.</summary>
    /// <param name="name">The name in the file.</param>
    /// <param name="value">What it takes.</param>
    /// <param name="get">Takes the value from a record.</param>
    /// <param name="with">The record with another value.</param>
    /// <param name="meaning">One line for the documentation.</param>
    /// <param name="required">Whether it must be written.</param>
    /// <param name="mayChange">Whether a resumed run may have another value here, and below.</param>
    /// <param name="only">Where alone it means anything; null for everywhere. What it asks about stands in keys before this one.</param>
    /// <param name="cameLater">Whether there are runs that are older than the key: to them its default says nothing new.</param>
    public Section<T> Key<TValue>(
        string name, ConfigValue<TValue> value, Func<T, TValue> get, Func<T, TValue, T> with, string meaning,
        bool required = false, bool mayChange = false, KeyCondition<T>? only = null, bool cameLater = false)
    {
        _entries.Add(new Entry<TValue>(name, value, get, with, meaning, required, mayChange, only, cameLater));
        return this;
    }

    /// <summary>Adds the keys of another section, whose record is part of this one.</summary>
    public Section<T> Include<TPart>(Section<TPart> section, Func<T, TPart> get, Func<T, TPart, T> with)
    {
        _entries.AddRange(section._entries.Select(entry => entry.Within(get, with)));
        return this;
    }

    /// <summary>Lets a single value stand for the section: the value of <paramref name="key"/>.</summary>
    public Section<T> OrJust(string key)
    {
        _shorthand = key;
        return this;
    }

    /// <inheritdoc/>
    public override T Read(YamlNode node, T fallback, string path, Diagnostics diagnostics) =>
        Read(node, fallback, path, path.Length == 0 ? "the file" : $"'{path}'", [], diagnostics);

    /// <inheritdoc/>
    public override YamlNode Write(T value)
    {
        YamlMapping mapping = new(default);
        WriteTo(mapping, value);
        return mapping;
    }

    /// <inheritdoc/>
    public override JsonObject ToJsonSchema()
    {
        JsonObject section = ToJsonSchema([], []);
        return _shorthand is null ? section : new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, section) };
    }

    /// <inheritdoc/>
    public override IEnumerable<ConfigKey> Keys(string path, T initial, YamlNode? written = null)
    {
        YamlMapping? mapping = written is null ? null : Expand(written) as YamlMapping;
        return _entries.SelectMany(entry => entry.Keys(path, initial, mapping?.Find(entry.Name)?.Value));
    }

    /// <summary>Reads the section, of which <paramref name="others"/> names keys that the caller reads.</summary>
    internal T Read(YamlNode node, T fallback, string path, string what, IReadOnlyList<string> others, Diagnostics diagnostics)
    {
        if (Expand(node) is not YamlMapping mapping)
        {
            diagnostics.Add(node.Mark, $"{what}: expected a mapping of keys to values, found {node.Describe()}");
            return fallback;
        }

        YamlFields fields = new(mapping, what, diagnostics);
        foreach (string other in others)
            fields.Optional(other);
        foreach (Entry entry in _entries)
        {
            fields.Optional(entry.Name);
            if (mapping.Find(entry.Name) is { } written && entry.Only is { } only && !only.Holds(fallback))
                diagnostics.Add(written.Mark, $"{what} has a '{entry.Name}' only where {only.Text}");
            else if (mapping.Find(entry.Name) is { } meant)
                fallback = entry.Read(meant.Value, fallback, path, diagnostics);
            else if (entry.Required)
                diagnostics.Add(mapping.Mark, $"{what} has no '{entry.Name}', which is required");
        }

        fields.Finish();
        return fallback;
    }

    /// <summary>A section from its shorthand; anything else as it is.</summary>
    internal YamlNode Expand(YamlNode node)
    {
        if (_shorthand is null || node is not YamlScalar { IsNull: false })
            return node;
        YamlMapping mapping = new(node.Mark);
        mapping.Set(new(_shorthand, node.Mark, node));
        return mapping;
    }

    internal void WriteTo(YamlMapping mapping, T value)
    {
        foreach (Entry entry in _entries.Where(entry => entry.Only?.Holds(value) != false))
            mapping.Set(new(entry.Name, default, entry.Write(value)));
    }

    internal JsonObject ToJsonSchema(JsonObject properties, IEnumerable<string> required)
    {
        foreach (Entry entry in _entries)
        {
            JsonObject schema = entry.ToJsonSchema();
            schema["description"] = entry.Meaning;
            properties[entry.Name] = schema;
        }

        string[] all = [.. required, .. _entries.Where(entry => entry.Required).Select(entry => entry.Name)];
        JsonObject section = new() { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (all.Length > 0)
            section["required"] = new JsonArray([.. all.Select(name => (JsonNode)name)]);
        return section;
    }

    /// <summary>A key, whatever its value is.</summary>
    private abstract class Entry(string name, string meaning, bool required, KeyCondition<T>? only)
    {
        public KeyCondition<T>? Only => only;

        public string Name => name;

        public string Meaning => meaning;

        public bool Required => required;

        public abstract T Read(YamlNode node, T record, string path, Diagnostics diagnostics);

        public abstract YamlNode Write(T record);

        public abstract JsonObject ToJsonSchema();

        public abstract IEnumerable<ConfigKey> Keys(string path, T initial, YamlNode? written);

        public abstract Section<TWhole>.Entry Within<TWhole>(Func<TWhole, T> getPart, Func<TWhole, T, TWhole> withPart);
    }

    private sealed class Entry<TValue>(
        string name, ConfigValue<TValue> value, Func<T, TValue> get, Func<T, TValue, T> with, string meaning, bool required, bool mayChange,
        KeyCondition<T>? only, bool cameLater)
        : Entry(name, meaning, required, only)
    {
        public override T Read(YamlNode node, T record, string path, Diagnostics diagnostics) =>
            with(record, value.Read(node, get(record), Below(path, Name), diagnostics));

        public override YamlNode Write(T record) => value.Write(get(record));

        public override JsonObject ToJsonSchema() => value.ToJsonSchema();

        public override IEnumerable<ConfigKey> Keys(string path, T initial, YamlNode? written)
        {
            string own = Below(path, Name);
            ConfigKey[] below = [.. value.Keys(own, get(initial), written)];
            YamlNode usual = value.Write(get(initial));
            bool hasDefault = !Required && (below.Length == 0 || usual is not YamlMapping);
            yield return new(own, [], value.Type, hasDefault ? YamlText.Inline(usual) : null, Required, mayChange, Meaning)
            {
                CameLater = cameLater,
            };
            foreach (ConfigKey key in below)
                yield return mayChange ? key with { MayChange = true } : key;
        }

        public override Section<TWhole>.Entry Within<TWhole>(Func<TWhole, T> getPart, Func<TWhole, T, TWhole> withPart) =>
            new Section<TWhole>.Entry<TValue>(Name, value, whole => get(getPart(whole)),
                (whole, changed) => withPart(whole, with(getPart(whole), changed)), Meaning, Required, mayChange,
                Only is { } only ? new(only.Text, whole => only.Holds(getPart(whole))) : null, cameLater);
    }
}
