namespace Pulumi;

/// <summary>
/// Marks a struct that stands for an enumeration of texts or numbers: it has a constructor of one <c>string</c> or <c>double</c>,
/// and converts back explicitly.
/// </summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class EnumTypeAttribute : Attribute;
