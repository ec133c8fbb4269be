using System.Globalization;

namespace Pulumi.Serialization;

/// <summary>Where in the inputs of a resource a value stands. The text is put together only when an error needs it.</summary>
internal sealed class PropertyPath(string step, PropertyPath? parent = null)
{
    public PropertyPath Member(string name) => new("." + name, this);

    public PropertyPath Element(int index) => new(string.Create(CultureInfo.InvariantCulture, $"[{index}]"), this);

    public override string ToString() => parent + step;
}
