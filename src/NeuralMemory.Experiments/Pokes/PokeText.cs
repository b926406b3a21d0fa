using System.Globalization;

namespace NeuralMemory.Experiments;

/// <summary>Pokes as texts.</summary>
internal static class PokeText
{
    public const string Input = "input", Source = "source", Memory = "memory", Clamp = "clamp", Head = "head";

    /// <summary>The forms, by the word that each begins with.</summary>
    public static IReadOnlyDictionary<string, string> Forms { get; } = new Dictionary<string, string>
    {
        [Input] = "input:STEP:COLUMN=VALUE, such as input:12:3=1",
        [Source] = "source:STEP:COLUMN=VALUE, such as source:2:0=17",
        [Memory] = "memory:STEP:SLOT:COLUMN=VALUE, such as memory:20:5:3=0.5",
        [Clamp] = "clamp:QUANTITY=VALUE, such as clamp:write/gates=0, clamp:heads/gates[1]@12..20=0 or clamp:read/modes[0,2]=1",
        [Head] = "head:QUANTITY[HEAD]@STEP=SLOT, such as head:heads/weights[0]@15=7 or head:heads/weights[0]@15..20=7",
    };

    public static string Of(Poke poke) => poke switch
    {
        InputPoke input => Of($"{(input.IsOfSource ? Source : Input)}:{input.Step}:{input.Column}={input.Value:R}"),
        MemoryPoke memory => Of($"{Memory}:{memory.Step}:{memory.Slot}:{memory.Column}={memory.Value:R}"),
        ClampPoke clamp => $"{Clamp}:{OfClamp(clamp)}",
        HeadPoke head => Of($"{Head}:{head.Quantity}[{head.Head}]{Steps(head.First, head.Last)}={head.Slot}"),
        _ => throw new ArgumentOutOfRangeException(nameof(poke)),
    };

    public static string OfClamp(ClampPoke clamp)
    {
        string places = (clamp.Head, clamp.Place) switch
        {
            (null, null) => "",
            ({ } head, null) => Of($"[{head}]"),
            (null, { } place) => Of($"[*,{place}]"),
            ({ } head, { } place) => Of($"[{head},{place}]"),
        };
        return Of($"{clamp.Quantity}{places}{Steps(clamp.First, clamp.Last)}={clamp.Value:R}");
    }

    private static string Steps(int first, int? last) => (first, last) switch
    {
        (0, null) => "",
        (_, null) => Of($"@{first}.."),
        _ when first == last => Of($"@{first}"),
        _ => Of($"@{first}..{last}"),
    };

    private static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
