namespace NeuralMemory.Machines.Tests;

/// <summary>Small machines with stacks and tapes, for the catalog.</summary>
internal static class StackCatalog
{
    public static IReadOnlyDictionary<string, StackRnnConfig> StackRnns { get; } = new Dictionary<string, StackRnnConfig>
    {
        ["stack-rnn"] = Stack(),
        ["stack-rnn, gru, 2 stacks, 3 on top"] = Stack(ControllerKind.Gru) with
        {
            Memory = new() { Slots = 5, Width = 2, Stacks = 2, Top = 3, Values = PushedValues.Sigmoid },
        },
        ["stack-rnn, feed-forward, whole vectors"] = Stack(ControllerKind.FeedForward) with { Memory = new() { Slots = 35, Width = 3 } },
        ["stack-rnn of 2 layers with skips"] = Stack() with
        {
            Controller = new() { Units = 4, Layers = 2, Skip = true, Initial = InitialState.Learned },
        },
        ["stack-rnn of one cell"] = Stack() with { Memory = new() { Slots = 1, Width = 3 } },
    };

    /// <summary>A machine of five units and a stack of six cells of width three.</summary>
    public static StackRnnConfig Stack(ControllerKind controller = ControllerKind.Lstm) => new()
    {
        Controller = new() { Kind = controller, Units = 5 },
        Memory = new() { Slots = 6, Width = 3 },
    };
}
