namespace K8tre.Automation.Engine.Providers;

/// <summary>Source of the values that a simulated provider assigns. A value depends on its purpose.</summary>
internal interface ISimulatedValues
{
    /// <summary>Returns a physical name for a resource without a given one.</summary>
    /// <param name="name">Name of the resource in the program.</param>
    string PhysicalName(string name);

    /// <summary>Returns bytes.</summary>
    byte[] Bytes(string purpose, int count);

    /// <summary>Returns lower-case hexadecimal digits.</summary>
    string Hex(string purpose, int digits);

    /// <summary>Returns characters of an alphabet.</summary>
    string Text(string purpose, int length, string alphabet);

    /// <summary>Returns a UUID.</summary>
    string Uuid(string purpose);
}
