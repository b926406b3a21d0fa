using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace NeuralMemory.Web;

/// <summary>Keeps the keys that pages are sealed with in memory alone: the server writes nothing to the disk.</summary>
internal sealed class ForgetfulKeys : IXmlRepository
{
    private readonly Lock _gate = new();
    private readonly List<XElement> _elements = [];

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_gate)
            return [.. _elements];
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_gate)
            _elements.Add(element);
    }
}
