namespace NeuralMemory.Machines;

/// <summary>Machines of the literature, each a choice of the options of <see cref="DncConfig"/>.</summary>
public static class DncPresets
{
    /// <summary>
    /// By name. After <c>dnc-</c>, m is masked look-up, d de-allocation of content, s sharpened links (Csordás and Schmidhuber 2019);
    /// <c>adnc</c> is content-based, layer-normalised and has a bypass dropout of 0.1, <c>biadnc</c> also reads the sequence from its end
    /// (Franke, Niehues and Waibel 2018); <c>dnc-sparse</c> keeps 8 links a slot (Graves et al. 2016, Methods).
    /// </summary>
    public static IReadOnlyDictionary<string, DncConfig> All { get; } = new Dictionary<string, DncConfig>
    {
        ["dnc-m"] = Repaired(mask: true),
        ["dnc-d"] = Repaired(deallocate: true),
        ["dnc-s"] = Repaired(sharpen: true),
        ["dnc-md"] = Repaired(mask: true, deallocate: true),
        ["dnc-ms"] = Repaired(mask: true, sharpen: true),
        ["dnc-ds"] = Repaired(deallocate: true, sharpen: true),
        ["dnc-mds"] = Repaired(mask: true, deallocate: true, sharpen: true),
        ["adnc"] = Advanced(bidirectional: false),
        ["biadnc"] = Advanced(bidirectional: true),
        ["dnc-sparse"] = new() { Links = new() { Kind = LinksKind.Sparse } },
    };

    private static DncConfig Advanced(bool bidirectional) => new()
    {
        Controller = new() { Units = 64, Normalize = true },
        Links = new() { Kind = LinksKind.None },
        Normalize = true,
        Dropout = 0.1,
        Bidirectional = bidirectional,
    };

    private static DncConfig Repaired(bool mask = false, bool deallocate = false, bool sharpen = false) => new()
    {
        Lookup = new() { Masked = mask },
        Deallocate = deallocate,
        Links = new() { Sharpen = sharpen },
    };
}
