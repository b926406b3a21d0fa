namespace NeuralMemory.Onnx;

/// <summary>Names that are there once: a further one of the same text gets a number.</summary>
internal sealed class UniqueNames
{
    private readonly Dictionary<string, int> _uses = [];

    /// <summary>The name itself the first time, and then <c>name.2</c> and so on.</summary>
    public string Of(string name)
    {
        while (true)
        {
            int use = _uses[name] = _uses.GetValueOrDefault(name) + 1;
            if (use == 1)
                return name;
            string numbered = FormattableString.Invariant($"{name}.{use}");
            if (_uses.TryAdd(numbered, 1))
                return numbered;
        }
    }
}
