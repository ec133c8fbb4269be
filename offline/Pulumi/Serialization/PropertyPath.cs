using System.Globalization;

namespace Pulumi.Serialization;

/// <summary>Path of a value in the inputs of a resource. The text is composed only if an error needs it.</summary>
internal sealed class PropertyPath(string step, PropertyPath? parent = null)
{
    public PropertyPath Member(string name) => new("." + name, this);

    public PropertyPath Element(int index) => new(string.Create(CultureInfo.InvariantCulture, $"[{index}]"), this);

    public override string ToString() => parent + step;
}
