namespace NeuralMemory.Machines.Tests;

/// <summary>Small machines with stored programs, for the catalog.</summary>
internal static class NutmCatalog
{
    public static IReadOnlyDictionary<string, NutmConfig> All => new Dictionary<string, NutmConfig>
    {
        ["nutm on ntm"] = new() { Core = MachineCatalog.Ntm() },
        ["nutm on ntm, 3 programs, 2 readers, 3 writers"] = new()
        {
            Core = MachineCatalog.Ntm(ControllerKind.Gru, read: 2, write: 3, order: StepOrder.WriteFirst),
            Programs = new() { Count = 3, Key = 4 },
        },
        ["nutm on dnc"] = new() { Core = MachineCatalog.Dnc() },
        ["nutm on dnc, masked, normalised, 2 writers"] = new()
        {
            Core = MachineCatalog.Dnc(ControllerKind.FeedForward, write: 2) with { Lookup = new() { Masked = true }, Normalize = true },
            Programs = new() { Count = 3, Key = 2 },
        },
    };
}
