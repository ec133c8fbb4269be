using System.Reflection;

// The observations are a test class that writes what it sees to the file named by SEMANTICS_OUT.
if (Assembly.GetExecutingAssembly().GetType("Proof.Semantics") is not { } observations)
    return 2;
await (Task)observations.GetMethod("All")!.Invoke(Activator.CreateInstance(observations), null)!;
return 0;
